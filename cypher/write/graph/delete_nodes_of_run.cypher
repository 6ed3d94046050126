// Deletes some of the nodes of which only one run spoke, with their relationships.
// params: run: str, limit: int
// returns: deleted: int
MATCH (n:Entity {run: $run})
WHERE n.claims IS NULL
WITH n LIMIT $limit
OPTIONAL MATCH (f:Fact)-[:ABOUT]->(n)
WHERE f.superseded_at IS NOT NULL
WITH n, collect(f) AS facts
FOREACH (f IN facts | DETACH DELETE f)
DETACH DELETE n
RETURN count(*) AS deleted
