// Ids of contacts of whose activities something was learned after a time, one chunk in order of id.
// params: after: str, limit: int, until: datetime, known_at: datetime, since: datetime
// returns: id: str
MATCH (a:Activity)
WHERE a.created_at > $since AND a.created_at <= $known_at AND a.at < $until
MATCH (c:Contact)-[:TOOK_PART]->(a)
WHERE c.id > $after
RETURN DISTINCT c.id AS id
ORDER BY id
LIMIT $limit
