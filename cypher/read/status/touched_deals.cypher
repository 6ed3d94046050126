// Deals that contacts without any role took part in touches of, each with the latest of these touches.
// params: ids: list[str], until: datetime, known_at: datetime
// returns: contact_id: str, deal_id: str, company_id: str | null, evidence_id: str
UNWIND $ids AS id
MATCH (p:Contact {id: id})-[:TOOK_PART]->(a:Activity)-[:ABOUT]->(d:Deal)
WHERE a.at < $until AND a.created_at <= $known_at AND d.created_at <= $known_at
WITH p, d, max([a.at.epochMillis, a.id]) AS latest
OPTIONAL MATCH (d)-[w:WITH]->(c:Company)
WHERE w.recorded_at <= $known_at
RETURN p.id AS contact_id, d.id AS deal_id, min(c.id) AS company_id, latest[1] AS evidence_id
