// The approval steps of contacts, with the outcome of the deal as known on the day.
// params: contact_ids: list<str>, as_of: date, known_at: datetime
// returns: id: str, contact_id: str, step: int | null, threshold: float | null, state: str | null,
//   confidence: float | null, valid_from: date | null, valid_to: date | null, target_id: str,
//   target_name: str | null, opened_on: date | null, closed_on: date | null, outcome: str, unit_ids: list<str>
UNWIND $contact_ids AS contact_id
MATCH (contact:Contact {id: contact_id})<-[r:APPROVAL_STEP]-(deal:Deal)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND r.recorded_at <= $known_at
  AND deal.created_at <= $known_at AND coalesce(deal.opened_on, deal.closed_on, $as_of) <= $as_of
RETURN r.id AS id, contact.id AS contact_id, r.order AS step, r.threshold AS threshold, r.state AS state,
  r.confidence AS confidence, r.valid_from AS valid_from,
  CASE WHEN r.valid_to <= $as_of AND coalesce(r.ended_at <= $known_at, true) THEN r.valid_to END AS valid_to,
  deal.id AS target_id, deal.name AS target_name, deal.opened_on AS opened_on,
  CASE WHEN deal.closed_on <= $as_of THEN deal.closed_on END AS closed_on,
  CASE WHEN deal.closed_on <= $as_of THEN coalesce(deal.outcome, 'open') ELSE 'open' END AS outcome,
  COLLECT {
    MATCH (deal)-[w:WITH|AT]->(unit:Entity)
    WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
      AND w.recorded_at <= $known_at
    RETURN unit.id ORDER BY unit.id
  } AS unit_ids
ORDER BY id
