// Who won deals at which unit; a deal at no place counts for the company it is with.
// params: as_of: date, known_at: datetime
// returns: unit_id: str, seller_ids: list[str]
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
WITH DISTINCT unit, party
OPTIONAL MATCH (party:Site)-[o:SITE_OF]->(owner:Company)
WHERE (o.valid_from IS NULL OR o.valid_from <= $as_of)
  AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
  AND o.recorded_at <= $known_at
RETURN unit.id AS unit_id, collect(DISTINCT coalesce(owner.id, party.id)) AS seller_ids
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
WITH DISTINCT unit, party
OPTIONAL MATCH (party:Site)-[o:SITE_OF]->(owner:Company)
WHERE (o.valid_from IS NULL OR o.valid_from <= $as_of)
  AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
  AND o.recorded_at <= $known_at
RETURN unit.id AS unit_id, collect(DISTINCT coalesce(owner.id, party.id)) AS seller_ids
