// Deals of an account with their place and the product categories they are about, outcome as known on the day.
// params: company_id: str, as_of: date, known_at: datetime
// returns: id: str, name: str, name_latin: str | null, outcome: str, amount: float | null, currency: str | null,
//   opened_on: date | null, closed_on: date | null, site_ids: list<str>, categories: list<map>
MATCH (deal:Deal)-[w:WITH]->(:Company {id: $company_id})
WHERE deal.created_at <= $known_at AND coalesce(deal.opened_on, deal.closed_on, $as_of) <= $as_of
  AND w.recorded_at <= $known_at AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
RETURN deal.id AS id, coalesce(deal.name, deal.id) AS name, deal.name_latin AS name_latin,
  CASE WHEN deal.closed_on <= $as_of THEN coalesce(deal.outcome, 'open') ELSE 'open' END AS outcome,
  deal.amount AS amount, deal.currency AS currency, deal.opened_on AS opened_on,
  CASE WHEN deal.closed_on <= $as_of THEN deal.closed_on END AS closed_on,
  COLLECT {
    MATCH (deal)-[at:AT]->(place:Site|Department)
    WHERE at.recorded_at <= $known_at AND (at.valid_from IS NULL OR at.valid_from <= $as_of)
      AND (at.valid_to IS NULL OR at.valid_to > $as_of OR at.ended_at > $known_at)
    RETURN place.id ORDER BY place.id
  } AS site_ids,
  COLLECT {
    MATCH (deal)-[i:INCLUDES]->(product:Product)
    WHERE i.recorded_at <= $known_at AND (i.valid_from IS NULL OR i.valid_from <= $as_of)
      AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
    OPTIONAL MATCH (product)-[:CHILD_OF]->(category:Product)
    WITH DISTINCT coalesce(category, product) AS found
    RETURN {id: found.id, label: 'Product', name: found.name, name_latin: found.name_latin}
    ORDER BY found.id
  } AS categories
ORDER BY id
