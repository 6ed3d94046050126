// Deletes some of the nodes of which only one run spoke, with the Facts that kept their earlier values. Facts that
// keep earlier values of others go with these.
// params: run: str, limit: int
// returns: deleted: int, ids: list[str]
MATCH (n:Entity {run: $run})
WHERE n.claims IS NULL AND NOT (n:Fact AND n.superseded_at IS NOT NULL)
WITH n LIMIT $limit
OPTIONAL MATCH (f:Fact)-[:ABOUT]->(n)
WHERE f.superseded_at IS NOT NULL
WITH n, n.id AS id, collect(f) AS facts
FOREACH (f IN facts | DETACH DELETE f)
DETACH DELETE n
RETURN count(*) AS deleted, collect(id) AS ids
