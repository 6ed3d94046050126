// The deals and buying centers of some units for some products or category codes.
// params: unit_ids: list<str>, product_ids: list<str>, codes: list<str>, as_of: date, known_at: datetime
// returns: id: str, label: str, amount: float | null, currency: str | null, outcome: str | null
UNWIND $unit_ids AS unit_id
MATCH (unit:Entity {id: unit_id})
CALL (unit) {
  MATCH (unit)<-[w:WITH|AT]-(target:Deal)-[i:INCLUDES]->(product:Product)
  WHERE product.id IN $product_ids AND coalesce(target.opened_on, target.closed_on, $as_of) <= $as_of
    AND (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
    AND (i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to > $as_of OR i.ended_at > $known_at)
    AND w.recorded_at <= $known_at AND i.recorded_at <= $known_at
  RETURN target
  UNION
  MATCH (unit)<-[o:OF_UNIT]-(target:BuyingCenter)
  WHERE target.category IN $codes
    AND (o.valid_from IS NULL OR o.valid_from <= $as_of) AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
    AND o.recorded_at <= $known_at
  RETURN target
}
WITH DISTINCT target
WHERE target.created_at <= $known_at
RETURN target.id AS id, CASE WHEN target:Deal THEN 'Deal' ELSE 'BuyingCenter' END AS label,
  target.amount AS amount, target.currency AS currency,
  CASE WHEN target.closed_on <= $as_of THEN coalesce(target.outcome, 'open') ELSE 'open' END AS outcome
ORDER BY id
