// The jobs of contacts that had begun, ended ones too.
// params: contact_ids: list<str>, as_of: date, known_at: datetime
// returns: id: str, contact_id: str, unit_id: str, unit_name: str | null, title: str | null, is_current: bool
UNWIND $contact_ids AS contact_id
MATCH (contact:Contact {id: contact_id})-[r:WORKS_AT]->(unit:Entity)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND r.recorded_at <= $known_at
RETURN r.id AS id, contact.id AS contact_id, unit.id AS unit_id, unit.name AS unit_name, r.title AS title,
  coalesce(r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at, false) AS is_current
ORDER BY id
