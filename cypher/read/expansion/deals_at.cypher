// Won deals at units, by seller, each with whether it was won since a day
// (seller empty when nobody knows); the evidence behind the counts.
// params: unit_ids: list[str], seller_ids: list[str] | null, since: date, as_of: date, known_at: datetime
// returns: unit_id: str, seller_id: str, deals: list[list]
UNWIND $unit_ids AS unit_id
MATCH (unit:Entity {id: unit_id})<-[w:AT]-(deal:Deal)
WHERE deal.outcome = 'won'
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  AND w.recorded_at <= $known_at
OPTIONAL MATCH (deal)-[s:SOLD_BY]->(party:Entity)
WHERE (s.valid_from IS NULL OR s.valid_from <= $as_of)
  AND (s.valid_to IS NULL OR s.valid_to > $as_of OR s.ended_at > $known_at)
  AND s.recorded_at <= $known_at
OPTIONAL MATCH (party:Site)-[o:SITE_OF]->(owner:Company)
WHERE (o.valid_from IS NULL OR o.valid_from <= $as_of)
  AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
  AND o.recorded_at <= $known_at
WITH DISTINCT unit_id, coalesce(owner.id, party.id, '') AS seller_id, deal
WHERE $seller_ids IS NULL OR seller_id IN $seller_ids
RETURN unit_id, seller_id, collect([deal.id, deal.closed_on > $since]) AS deals
UNION ALL
UNWIND $unit_ids AS unit_id
MATCH (unit:Entity {id: unit_id})<-[w:WITH]-(deal:Deal)
WHERE deal.outcome = 'won'
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND NOT EXISTS { (deal)-[:AT]->() }
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  AND w.recorded_at <= $known_at
OPTIONAL MATCH (deal)-[s:SOLD_BY]->(party:Entity)
WHERE (s.valid_from IS NULL OR s.valid_from <= $as_of)
  AND (s.valid_to IS NULL OR s.valid_to > $as_of OR s.ended_at > $known_at)
  AND s.recorded_at <= $known_at
OPTIONAL MATCH (party:Site)-[o:SITE_OF]->(owner:Company)
WHERE (o.valid_from IS NULL OR o.valid_from <= $as_of)
  AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
  AND o.recorded_at <= $known_at
WITH DISTINCT unit_id, coalesce(owner.id, party.id, '') AS seller_id, deal
WHERE $seller_ids IS NULL OR seller_id IN $seller_ids
RETURN unit_id, seller_id, collect([deal.id, deal.closed_on > $since]) AS deals
