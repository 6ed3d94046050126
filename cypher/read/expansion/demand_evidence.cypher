// The relationships behind what units bought lately.
// params: product_ids: list[str], unit_ids: list[str], since: date, as_of: date, known_at: datetime
// returns: unit_id: str, product_id: str, evidence: list[str]
UNWIND $unit_ids AS unit_id
MATCH (unit:Entity {id: unit_id})<-[w:AT]-(deal:Deal)
WHERE deal.outcome = 'won'
  AND deal.closed_on > $since
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  AND w.recorded_at <= $known_at
MATCH (deal)-[i:INCLUDES]->(product:Product)
WHERE product.id IN $product_ids
  AND (i.valid_from IS NULL OR i.valid_from <= $as_of)
  AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
  AND i.recorded_at <= $known_at
RETURN unit_id, product.id AS product_id, collect(DISTINCT i.id) AS evidence
UNION ALL
UNWIND $unit_ids AS unit_id
MATCH (unit:Entity {id: unit_id})<-[w:WITH]-(deal:Deal)
WHERE deal.outcome = 'won'
  AND deal.closed_on > $since
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND NOT EXISTS { (deal)-[:AT]->() }
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  AND w.recorded_at <= $known_at
MATCH (deal)-[i:INCLUDES]->(product:Product)
WHERE product.id IN $product_ids
  AND (i.valid_from IS NULL OR i.valid_from <= $as_of)
  AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
  AND i.recorded_at <= $known_at
RETURN unit_id, product.id AS product_id, collect(DISTINCT i.id) AS evidence
