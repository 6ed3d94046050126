// How each target of expansion stood at a moment, by the last change that was made by then; a target that went into
// another record counts as that one.
// params: known_at: datetime
// returns: target_id: str, item: map
MATCH (change:ExpansionItemChange)
WHERE change.at <= $known_at
WITH change
ORDER BY change.number DESC
WITH change.item_id AS item_id, collect(change)[0] AS last
OPTIONAL MATCH (gone:Merged {id: last.target_id})
RETURN coalesce(gone.into_id, last.target_id) AS target_id, properties(last) AS item
ORDER BY target_id, item_id
