// Contacts who work or worked in some units.
// params: unit_ids: list<str>, as_of: date, known_at: datetime
// returns: id: str
UNWIND $unit_ids AS unit_id
MATCH (:Entity {id: unit_id})<-[r:WORKS_AT]-(contact:Contact)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND r.recorded_at <= $known_at
  AND contact.created_at <= $known_at
RETURN DISTINCT contact.id AS id
ORDER BY id
