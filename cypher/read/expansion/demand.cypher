// What units bought lately, by product or category: number of won deals since a day.
// params: product_ids: list[str], since: date, as_of: date, known_at: datetime
// returns: product_id: str, units: list[list]
UNWIND $product_ids AS product_id
MATCH (product:Product {id: product_id})<-[i:INCLUDES]-(deal:Deal)
WHERE deal.outcome = 'won'
  AND deal.closed_on > $since
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND (i.valid_from IS NULL OR i.valid_from <= $as_of)
  AND (i.valid_to IS NULL OR i.valid_to > $as_of)
  AND i.recorded_at <= $known_at
MATCH (deal)-[w:AT]->(unit:Entity)
WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of)
  AND w.recorded_at <= $known_at
WITH product_id, unit, count(DISTINCT deal) AS deals
RETURN product_id, collect([unit.id, deals]) AS units
UNION ALL
UNWIND $product_ids AS product_id
MATCH (product:Product {id: product_id})<-[i:INCLUDES]-(deal:Deal)
WHERE deal.outcome = 'won'
  AND deal.closed_on > $since
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND (i.valid_from IS NULL OR i.valid_from <= $as_of)
  AND (i.valid_to IS NULL OR i.valid_to > $as_of)
  AND i.recorded_at <= $known_at
MATCH (deal)-[w:WITH]->(unit:Entity)
WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of)
  AND w.recorded_at <= $known_at
  AND NOT EXISTS {
    MATCH (deal)-[a:AT]->()
    WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of)
      AND (a.valid_to IS NULL OR a.valid_to > $as_of)
      AND a.recorded_at <= $known_at
  }
WITH product_id, unit, count(DISTINCT deal) AS deals
RETURN product_id, collect([unit.id, deals]) AS units
