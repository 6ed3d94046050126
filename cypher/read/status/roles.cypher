// Roles of contacts in deals with us up to a day, with the company of the deal.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: contact_id: str, role: str | null, deal_id: str, evidence_id: str, company_id: str | null,
//   won_on: date | null
UNWIND $ids AS id
MATCH (p:Contact {id: id})-[r:HOLDS_ROLE]->(d:Deal)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND r.recorded_at <= $known_at
  AND (d.opened_on IS NULL OR d.opened_on <= $as_of) AND d.created_at <= $known_at
  AND (NOT EXISTS { (d)-[:SOLD_BY]->() }
       OR EXISTS { (d)-[:SOLD_BY]->(:Company {is_self: true}) }
       OR EXISTS { (d)-[:SOLD_BY]->(:Site)-[:SITE_OF]->(:Company {is_self: true}) })
OPTIONAL MATCH (d)-[w:WITH]->(c:Company)
WHERE w.recorded_at <= $known_at
RETURN p.id AS contact_id, r.role AS role, d.id AS deal_id, r.id AS evidence_id, c.id AS company_id,
       CASE WHEN d.closed_on <= $as_of AND d.outcome = 'won' THEN d.closed_on END AS won_on
