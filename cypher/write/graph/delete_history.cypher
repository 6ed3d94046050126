// Deletes the Facts in which imports kept earlier values of these nodes.
// params: ids: list[str]
// returns: deleted: int
UNWIND $ids AS id
MATCH (f:Fact)-[:ABOUT]->(n:Entity {id: id})
WHERE f.superseded_at IS NOT NULL
DETACH DELETE f
RETURN count(*) AS deleted
