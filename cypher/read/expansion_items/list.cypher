// Targets of expansion that are worked on or were, the last changed first; all or one.
// params: id: str | null
// returns: item: map
MATCH (item:ExpansionItem)
WHERE item.state <> 'dropped' AND ($id IS NULL OR item.id = $id)
RETURN properties(item) AS item
ORDER BY item.changed_at DESC, item.id
