// How many relationships of which only one run spoke would be gone, by type.
// params: run: str
// returns: name: str, gone: int
MATCH (a:Entity)-[r]->(:Entity)
WHERE r.run = $run AND r.claims IS NULL AND NOT (a:Fact AND a.superseded_at IS NOT NULL)
RETURN type(r) AS name, count(r) AS gone
ORDER BY name
