// Roles held in deals that were over by the day, the newest deals first, with the holder's job when it ended.
// params: as_of: date, known_at: datetime, limit: int
// returns: id: str, deal_id: str, contact_id: str, role: str, power: float | null, outcome: str | null,
//   closed_on: date, amount: float | null, currency: str | null, title: str | null, unit_name: str | null,
//   is_here: bool | null, categories: list<str>
MATCH (deal:Deal)
WHERE deal.closed_on <= $as_of AND deal.created_at <= $known_at
WITH deal ORDER BY deal.closed_on DESC, deal.id
LIMIT $limit
MATCH (deal)<-[r:HOLDS_ROLE]-(contact:Contact)
WHERE r.recorded_at <= $known_at AND r.role IS NOT NULL AND r.state <> 'inferred'
  AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND (r.valid_to IS NULL OR r.valid_to >= deal.closed_on OR r.ended_at > $known_at)
OPTIONAL MATCH (contact)-[job:WORKS_AT]->(unit:Entity)
WHERE job.recorded_at <= $known_at AND (job.valid_from IS NULL OR job.valid_from <= deal.closed_on)
  AND (job.valid_to IS NULL OR job.valid_to >= deal.closed_on OR job.ended_at > $known_at)
WITH deal, r, contact, job, unit ORDER BY job.id
WITH deal, r, contact, collect({title: job.title, unit: unit})[0] AS held
OPTIONAL MATCH (deal)-[w:AT]->(place:Entity)
WHERE w.recorded_at <= $known_at
WITH deal, r, contact, held, collect(place) AS places
RETURN r.id AS id, deal.id AS deal_id, contact.id AS contact_id, r.role AS role, r.power AS power,
  deal.outcome AS outcome, deal.closed_on AS closed_on, deal.amount AS amount, deal.currency AS currency,
  held.title AS title, held.unit.name AS unit_name,
  CASE WHEN size(places) = 0 OR held.unit IS NULL THEN null
    ELSE any(place IN places WHERE place = held.unit OR EXISTS {
      (place)<-[:PART_OF]-{1,4}(below) WHERE below = held.unit
    }) END AS is_here,
  COLLECT {
    MATCH (deal)-[i:INCLUDES]->(product:Product)
    WHERE i.recorded_at <= $known_at AND coalesce(product.category, product.code) IS NOT NULL
    WITH DISTINCT coalesce(product.category, product.code) AS category
    RETURN category ORDER BY category
  } AS categories
ORDER BY id
