// Deals known on the day with their outcome then, their company, products and those of ours who look after them.
// params: as_of: date, known_at: datetime
// returns: id: str, stage: str | null, outcome: str, amount: float | null, currency: str | null, opened_on: date | null,
//   closed_on: date | null, company: map | null, products: list<map>, members: list<map>
MATCH (deal:Deal)
WHERE deal.created_at <= $known_at AND coalesce(deal.opened_on, deal.closed_on, $as_of) <= $as_of
WITH deal, deal.closed_on IS NOT NULL AND deal.closed_on <= $as_of AS is_closed
RETURN deal.id AS id,
  CASE WHEN deal.stage = 'closed' AND NOT is_closed THEN null ELSE deal.stage END AS stage,
  CASE WHEN is_closed THEN coalesce(deal.outcome, 'open') ELSE 'open' END AS outcome,
  deal.amount AS amount, deal.currency AS currency, deal.opened_on AS opened_on,
  CASE WHEN is_closed THEN deal.closed_on END AS closed_on,
  head(COLLECT {
    MATCH (deal)-[w:WITH]->(company:Company)
    WHERE w.recorded_at <= $known_at AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
      AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
    RETURN {id: company.id, name: company.name} ORDER BY company.id
  }) AS company,
  COLLECT {
    MATCH (deal)-[i:INCLUDES]->(product:Product)
    WHERE i.recorded_at <= $known_at AND (i.valid_from IS NULL OR i.valid_from <= $as_of)
      AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
    RETURN DISTINCT {id: product.id, name: product.name} AS found ORDER BY found.id
  } AS products,
  COLLECT {
    MATCH (member:Member)-[o:OWNS]->(deal)
    WHERE o.recorded_at <= $known_at AND (o.valid_from IS NULL OR o.valid_from <= $as_of)
      AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
    RETURN DISTINCT {id: member.id, name: member.name} AS found ORDER BY found.id
  } AS members
ORDER BY id
