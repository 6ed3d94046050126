// Deletes nodes with their relationships, and the Facts that kept their earlier values.
// params: ids: list[str]
// returns: deleted: int
UNWIND $ids AS id
MATCH (n:Entity {id: id})
OPTIONAL MATCH (f:Fact)-[:ABOUT]->(n)
WHERE f.superseded_at IS NOT NULL
WITH n, collect(f) AS facts
FOREACH (f IN facts | DETACH DELETE f)
DETACH DELETE n
RETURN count(*) AS deleted
