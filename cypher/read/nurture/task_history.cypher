// Every change of a task, the first one first; each holds all that stood after it.
// params: item_id: str
// returns: change: map
MATCH (change:NurtureTaskChange {item_id: $item_id})
RETURN properties(change) AS change
ORDER BY change.number
