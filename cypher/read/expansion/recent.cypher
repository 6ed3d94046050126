// How many deals were won at each unit since a day, by anybody, and how many of them for some products.
// params: product_ids: list[str], since: date, as_of: date, known_at: datetime
// returns: unit_id: str, deals: int, products: list[list]
MATCH (deal:Deal)-[w:AT]->(unit:Entity)
WHERE deal.outcome = 'won'
  AND deal.closed_on > $since
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  AND w.recorded_at <= $known_at
WITH unit, collect(DISTINCT deal) AS deals
RETURN unit.id AS unit_id, size(deals) AS deals,
  COLLECT {
    UNWIND deals AS deal
    MATCH (deal)-[i:INCLUDES]->(product:Product)
    WHERE product.id IN $product_ids
      AND (i.valid_from IS NULL OR i.valid_from <= $as_of)
      AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
      AND i.recorded_at <= $known_at
    WITH product.id AS product_id, count(DISTINCT deal) AS included
    RETURN [product_id, included]
  } AS products
UNION ALL
MATCH (deal:Deal)-[w:WITH]->(unit:Entity)
WHERE deal.outcome = 'won'
  AND deal.closed_on > $since
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND NOT EXISTS { (deal)-[:AT]->() }
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  AND w.recorded_at <= $known_at
WITH unit, collect(DISTINCT deal) AS deals
RETURN unit.id AS unit_id, size(deals) AS deals,
  COLLECT {
    UNWIND deals AS deal
    MATCH (deal)-[i:INCLUDES]->(product:Product)
    WHERE product.id IN $product_ids
      AND (i.valid_from IS NULL OR i.valid_from <= $as_of)
      AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
      AND i.recorded_at <= $known_at
    WITH product.id AS product_id, count(DISTINCT deal) AS included
    RETURN [product_id, included]
  } AS products
