// Reporting lines, influences and acquaintances of contacts, whoever is at the other end.
// params: contact_ids: list<str>, as_of: date, known_at: datetime
// returns: id: str, type: str, start_id: str, end_id: str, weight: float | null, kind: str | null,
//   state: str | null, confidence: float | null
UNWIND $contact_ids AS contact_id
MATCH (:Contact {id: contact_id})-[r:REPORTS_TO|INFLUENCES|KNOWS]-(:Contact|Member)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
  AND r.recorded_at <= $known_at
WITH DISTINCT r
RETURN r.id AS id, type(r) AS type, startNode(r).id AS start_id, endNode(r).id AS end_id, r.weight AS weight,
  r.kind AS kind, r.state AS state, r.confidence AS confidence
ORDER BY id
