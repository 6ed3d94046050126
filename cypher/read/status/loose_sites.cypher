// Ids of sites that are known to belong to no company, one chunk in order of id.
// params: after: str, limit: int, known_at: datetime
// returns: id: str
MATCH (s:Site)
WHERE s.id > $after AND s.created_at <= $known_at AND NOT EXISTS { (s)-[:SITE_OF]->(:Company) }
RETURN s.id AS id
ORDER BY id
LIMIT $limit
