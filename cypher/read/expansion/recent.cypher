// How many deals were won at each unit since a day, by anybody.
// params: since: date, as_of: date, known_at: datetime
// returns: unit_id: str, deals: int
MATCH (deal:Deal)-[w:AT]->(unit:Entity)
WHERE deal.outcome = 'won'
  AND deal.closed_on > $since
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of)
  AND w.recorded_at <= $known_at
RETURN unit.id AS unit_id, count(DISTINCT deal) AS deals
UNION ALL
MATCH (deal:Deal)-[w:WITH]->(unit:Entity)
WHERE deal.outcome = 'won'
  AND deal.closed_on > $since
  AND deal.closed_on <= $as_of
  AND deal.created_at <= $known_at
  AND NOT EXISTS {
    MATCH (deal)-[a:AT]->()
    WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of)
      AND (a.valid_to IS NULL OR a.valid_to > $as_of)
      AND a.recorded_at <= $known_at
  }
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of)
  AND w.recorded_at <= $known_at
RETURN unit.id AS unit_id, count(DISTINCT deal) AS deals
