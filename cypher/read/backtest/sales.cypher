// All won deals whose seller is known, each with where and when it was won, its title and its products.
// params: as_of: date, known_at: datetime
// returns: deal_id: str, seller_id: str, unit_id: str, closed_on: date, title: str | null, products: list[str]
MATCH (deal:Deal)-[w:AT]->(unit:Entity)
WHERE deal.outcome = 'won'
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  AND w.recorded_at <= $known_at
MATCH (deal)-[s:SOLD_BY]->(party:Entity)
WHERE (s.valid_from IS NULL OR s.valid_from <= $as_of)
  AND (s.valid_to IS NULL OR s.valid_to > $as_of OR s.ended_at > $known_at)
  AND s.recorded_at <= $known_at
OPTIONAL MATCH (party:Site)-[o:SITE_OF]->(owner:Company)
WHERE (o.valid_from IS NULL OR o.valid_from <= $as_of)
  AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
  AND o.recorded_at <= $known_at
WITH DISTINCT deal, unit, coalesce(owner.id, party.id) AS seller_id
RETURN deal.id AS deal_id, seller_id, unit.id AS unit_id, deal.closed_on AS closed_on, deal.name AS title,
  COLLECT {
    MATCH (deal)-[i:INCLUDES]->(product:Product)
    WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of)
      AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
      AND i.recorded_at <= $known_at
    RETURN DISTINCT product.id AS product_id
    ORDER BY product_id
  } AS products
UNION ALL
MATCH (deal:Deal)-[w:WITH]->(unit:Entity)
WHERE deal.outcome = 'won'
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND NOT EXISTS { (deal)-[:AT]->() }
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  AND w.recorded_at <= $known_at
MATCH (deal)-[s:SOLD_BY]->(party:Entity)
WHERE (s.valid_from IS NULL OR s.valid_from <= $as_of)
  AND (s.valid_to IS NULL OR s.valid_to > $as_of OR s.ended_at > $known_at)
  AND s.recorded_at <= $known_at
OPTIONAL MATCH (party:Site)-[o:SITE_OF]->(owner:Company)
WHERE (o.valid_from IS NULL OR o.valid_from <= $as_of)
  AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
  AND o.recorded_at <= $known_at
WITH DISTINCT deal, unit, coalesce(owner.id, party.id) AS seller_id
RETURN deal.id AS deal_id, seller_id, unit.id AS unit_id, deal.closed_on AS closed_on, deal.name AS title,
  COLLECT {
    MATCH (deal)-[i:INCLUDES]->(product:Product)
    WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of)
      AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
      AND i.recorded_at <= $known_at
    RETURN DISTINCT product.id AS product_id
    ORDER BY product_id
  } AS products
