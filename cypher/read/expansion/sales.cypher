// Who won deals at which unit, and how many; a deal at no place counts for the company it is with.
// params: as_of: date, known_at: datetime
// returns: unit_id: str, sellers: list[list]
MATCH (deal:Deal)
WHERE deal.outcome = 'won'
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
MATCH (deal)-[w:AT|WITH]->(unit:Entity)
WHERE (type(w) = 'AT' OR NOT EXISTS {
    MATCH (deal)-[a:AT]->()
    WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of)
      AND (a.valid_to IS NULL OR a.valid_to > $as_of)
      AND a.recorded_at <= $known_at
  })
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of)
  AND w.recorded_at <= $known_at
MATCH (deal)-[s:SOLD_BY]->(party:Entity)
WHERE (s.valid_from IS NULL OR s.valid_from <= $as_of)
  AND (s.valid_to IS NULL OR s.valid_to > $as_of)
  AND s.recorded_at <= $known_at
OPTIONAL MATCH (party:Site)-[o:SITE_OF]->(owner:Company)
WHERE (o.valid_from IS NULL OR o.valid_from <= $as_of)
  AND (o.valid_to IS NULL OR o.valid_to > $as_of)
  AND o.recorded_at <= $known_at
WITH unit.id AS unit_id, coalesce(owner.id, party.id) AS seller_id, count(DISTINCT deal) AS deals
RETURN unit_id, collect([seller_id, deals]) AS sellers
ORDER BY unit_id
