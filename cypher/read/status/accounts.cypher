// Ids of companies that are not ourselves, one chunk in order of id.
// params: after: str, limit: int, known_at: datetime
// returns: id: str
MATCH (c:Company)
WHERE c.id > $after AND c.created_at <= $known_at AND coalesce(c.is_self, false) = false
RETURN c.id AS id
ORDER BY id
LIMIT $limit
