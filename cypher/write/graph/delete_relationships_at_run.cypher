// Deletes some of the relationships of nodes of which only one run spoke, so that no node takes many with it, and
// tells what they led to that stays and may have to be compared anew.
// params: run: str, nodes: int, limit: int
// returns: deleted: int, touched: list[str], took_part: list[str]
MATCH (n:Entity {run: $run})
WHERE n.claims IS NULL AND NOT (n:Fact AND n.superseded_at IS NOT NULL)
WITH n LIMIT $nodes
MATCH (n)-[r]-(other)
WHERE NOT (other:Fact AND other.superseded_at IS NOT NULL)
WITH n, r, other LIMIT $limit
WITH collect(DISTINCT r) AS gone,
     collect(DISTINCT CASE
       WHEN (other.claims IS NOT NULL OR other.run <> $run) AND (other:Contact OR other:Site OR other:Company AND n:Site)
       THEN other.id END) AS touched,
     collect(DISTINCT CASE WHEN type(r) = 'TOOK_PART' THEN r.id END) AS took_part
FOREACH (r IN gone | DELETE r)
RETURN size(gone) AS deleted, touched, took_part
