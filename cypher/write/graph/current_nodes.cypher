// Properties of the nodes with these ids, as they stand; part of a writing transaction.
// params: ids: list[str]
// returns: id: str, properties: map
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN id AS id, properties(n) AS properties
