// Deletes some of the relationships of which only one run spoke, but those of Facts that keep earlier values.
// params: run: str, limit: int
// returns: deleted: int
MATCH (a:Entity)-[r]->(:Entity)
WHERE r.run = $run AND r.claims IS NULL AND NOT (a:Fact AND a.superseded_at IS NOT NULL)
WITH r LIMIT $limit
DELETE r
RETURN count(*) AS deleted
