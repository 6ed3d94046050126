// Deals that ended in the days before a moment, newest first.
// params: as_of: date, since: date, known_at: datetime, limit: int
// returns: deal_id: str, name: str, outcome: str | null, company: str | null, on: date
MATCH (d:Deal)
WHERE d.closed_on <= $as_of AND d.closed_on > $since AND d.created_at <= $known_at
WITH d ORDER BY d.closed_on DESC, d.id LIMIT $limit
OPTIONAL MATCH (d)-[:WITH]->(c:Company)
RETURN d.id AS deal_id, d.name AS name, d.outcome AS outcome, min(c.name) AS company, d.closed_on AS on
ORDER BY on DESC, deal_id
