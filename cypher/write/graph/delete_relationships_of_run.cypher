// Deletes some of the relationships of which only one run spoke, but those of Facts that keep earlier values, and
// tells which people, sites and companies may have to be compared anew.
// params: run: str, limit: int
// returns: deleted: int, touched: list[str], took_part: list[str]
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.run = $run AND r.claims IS NULL AND NOT (a:Fact AND a.superseded_at IS NOT NULL)
WITH a, r, b LIMIT $limit
WITH collect(r) AS gone,
     collect(DISTINCT CASE WHEN a:Contact OR a:Site OR a:Company AND b:Site THEN a.id END)
     + collect(DISTINCT CASE WHEN b:Contact OR b:Site THEN b.id END) AS touched,
     collect(DISTINCT CASE WHEN type(r) = 'TOOK_PART' THEN r.id END) AS took_part
FOREACH (r IN gone | DELETE r)
RETURN size(gone) AS deleted, touched, took_part
