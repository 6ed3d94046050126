// Deals a seller has won, with place, products, needs and the people who decided.
// params: seller_id: str, as_of: date, known_at: datetime
// returns: id: str, name: str, amount: float | null, currency: str | null, closed_on: date,
//   unit_id: str, evidence: list[str], products: list[list], needs: list[list], roles: list[list]
MATCH (seller:Company {id: $seller_id})
CALL (seller) {
  MATCH (deal:Deal)-[s:SOLD_BY]->(seller)
  WHERE (s.valid_from IS NULL OR s.valid_from <= $as_of)
    AND (s.valid_to IS NULL OR s.valid_to > $as_of OR s.ended_at > $known_at)
    AND s.recorded_at <= $known_at
  RETURN deal, s.id AS sold_id
  UNION
  MATCH (deal:Deal)-[s:SOLD_BY]->(:Site)-[o:SITE_OF]->(seller)
  WHERE (s.valid_from IS NULL OR s.valid_from <= $as_of)
    AND (s.valid_to IS NULL OR s.valid_to > $as_of OR s.ended_at > $known_at)
    AND s.recorded_at <= $known_at
    AND (o.valid_from IS NULL OR o.valid_from <= $as_of)
    AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
    AND o.recorded_at <= $known_at
  RETURN deal, s.id AS sold_id
}
WITH deal, min(sold_id) AS sold_id
WHERE deal.outcome = 'won'
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
MATCH (deal)-[w:AT|WITH]->(unit:Entity)
WHERE (type(w) = 'AT' OR NOT EXISTS { (deal)-[:AT]->() })
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  AND w.recorded_at <= $known_at
RETURN deal.id AS id, deal.name AS name, deal.amount AS amount, deal.currency AS currency,
  deal.closed_on AS closed_on, unit.id AS unit_id, [w.id, sold_id] AS evidence,
  COLLECT {
    MATCH (deal)-[i:INCLUDES]->(product:Product)
    WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of)
      AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
      AND i.recorded_at <= $known_at
    RETURN [product.id, i.id]
    ORDER BY i.id
  } AS products,
  COLLECT {
    MATCH (deal)-[i:ADDRESSES]->(need:Need)
    WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of)
      AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
      AND i.recorded_at <= $known_at
    RETURN [need.id, i.id]
    ORDER BY i.id
  } AS needs,
  COLLECT {
    MATCH (person:Contact)-[h:HOLDS_ROLE]->(deal)
    WHERE (h.valid_from IS NULL OR h.valid_from <= $as_of)
      AND (h.valid_to IS NULL OR h.valid_to > $as_of OR h.ended_at > $known_at)
      AND h.recorded_at <= $known_at
    RETURN [h.role, coalesce(h.stance, 'unknown'), coalesce(person.job_function, ''),
      coalesce(person.seniority, ''), h.id]
    ORDER BY h.id
  } AS roles
ORDER BY id, unit_id
