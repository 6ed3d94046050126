// A deal with its size, its outcome as known on the day and the categories of what it includes.
// params: id: str, as_of: date, known_at: datetime
// returns: id: str, amount: float | null, currency: str | null, outcome: str, unit_ids: list<str>,
//   categories: list<str>
MATCH (deal:Deal {id: $id})
WHERE deal.created_at <= $known_at
RETURN deal.id AS id, deal.amount AS amount, deal.currency AS currency,
  CASE WHEN deal.closed_on <= $as_of THEN coalesce(deal.outcome, 'open') ELSE 'open' END AS outcome,
  COLLECT {
    MATCH (deal)-[w:WITH|AT]->(unit:Entity)
    WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
      AND w.recorded_at <= $known_at
    RETURN unit.id ORDER BY type(w), unit.id
  } AS unit_ids,
  COLLECT {
    MATCH (deal)-[i:INCLUDES]->(product:Product)
    WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
      AND i.recorded_at <= $known_at AND coalesce(product.category, product.code) IS NOT NULL
    WITH DISTINCT coalesce(product.category, product.code) AS category
    RETURN category ORDER BY category
  } AS categories
