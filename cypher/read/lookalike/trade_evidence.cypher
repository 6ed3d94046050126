// Won deals between some buyers and some sellers.
// params: buyer_ids: list[str], seller_ids: list[str], as_of: date, known_at: datetime
// returns: buyer_id: str, seller_id: str, deals: list[str]
UNWIND $buyer_ids AS buyer_id
MATCH (:Company {id: buyer_id})<-[w:WITH]-(deal:Deal)
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
WITH DISTINCT buyer_id, coalesce(owner.id, party.id) AS seller_id, deal.id AS deal_id
WHERE seller_id IN $seller_ids
ORDER BY deal_id
RETURN buyer_id, seller_id, collect(deal_id) AS deals
ORDER BY buyer_id, seller_id
