// Changes of status in a period, newest first.
// params: since: datetime, limit: int
// returns: change: map, name: str | null, name_latin: str | null, account: str | null
MATCH (x:StatusChange)
WHERE x.at >= $since
WITH x ORDER BY x.at DESC, x.id LIMIT $limit
OPTIONAL MATCH (n:Entity {id: x.about})
RETURN properties(x) AS change, n.name AS name, n.name_latin AS name_latin,
       COLLECT { MATCH (n)-[:WORKS_AT|SITE_OF|PART_OF*1..6]->(c:Company) RETURN c.name LIMIT 1 }[0] AS account
