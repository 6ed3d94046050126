// Ids of contacts who are known to work or have worked in no company, one chunk in order of id.
// params: after: str, limit: int, known_at: datetime
// returns: id: str
MATCH (p:Contact)
WHERE p.id > $after AND p.created_at <= $known_at
  AND NOT EXISTS { (p)-[:WORKS_AT]->()-[:PART_OF|SITE_OF*0..5]->(:Company) }
RETURN p.id AS id
ORDER BY id
LIMIT $limit
