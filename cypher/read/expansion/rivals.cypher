// Other companies that sell at units: by deals they won there, and by products they make that are in use there.
// params: unit_ids: list[str], seller_id: str, as_of: date, known_at: datetime
// returns: unit_id: str, company_id: str, name: str, deals: list[list], products: list[list]
UNWIND $unit_ids AS unit_id
MATCH (unit:Entity {id: unit_id})<-[w:AT|WITH]-(deal:Deal)
WHERE deal.outcome = 'won'
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND (type(w) = 'AT' OR NOT EXISTS { (deal)-[:AT]->() })
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
WITH DISTINCT unit_id, deal, coalesce(owner, party) AS seller
WHERE seller.id <> $seller_id
RETURN unit_id, seller.id AS company_id, seller.name AS name, collect([deal.id, deal.closed_on]) AS deals,
  [] AS products
UNION ALL
UNWIND $unit_ids AS unit_id
MATCH (unit:Entity {id: unit_id})-[u:USES]->(product:Product)-[m:MADE_BY]->(maker:Company)
WHERE maker.id <> $seller_id
  AND product.created_at <= $known_at
  AND (u.valid_from IS NULL OR u.valid_from <= $as_of)
  AND (u.valid_to IS NULL OR u.valid_to > $as_of OR u.ended_at > $known_at)
  AND u.recorded_at <= $known_at
  AND (m.valid_from IS NULL OR m.valid_from <= $as_of)
  AND (m.valid_to IS NULL OR m.valid_to > $as_of OR m.ended_at > $known_at)
  AND m.recorded_at <= $known_at
RETURN unit_id, maker.id AS company_id, maker.name AS name, [] AS deals,
  collect([product.name, u.id, m.id]) AS products
