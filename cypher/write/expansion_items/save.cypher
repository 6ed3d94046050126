// Keeps a target of expansion as it is after a change, and the change; nothing where somebody else changed it first.
// params: id: str, before: int, item: map, change: map
// returns: number: int
MERGE (item:ExpansionItem {id: $id})
ON CREATE SET item.number = 0
// Writing takes the lock: two people who change it at once come one after the other.
SET item.id = $id
WITH item
WHERE item.number = $before
SET item = $item
CREATE (change:ExpansionItemChange)
SET change = $change
RETURN item.number AS number
