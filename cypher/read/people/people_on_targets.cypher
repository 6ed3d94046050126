// Contacts with a role in some deals or buying centers, on their approval route, or in activities about them.
// params: target_ids: list<str>, as_of: date, until: datetime, known_at: datetime
// returns: id: str
UNWIND $target_ids AS target_id
MATCH (target:Entity {id: target_id})
CALL (target) {
  MATCH (target)<-[r:HOLDS_ROLE]-(contact:Contact)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND r.recorded_at <= $known_at
  RETURN contact
  UNION
  MATCH (target)-[r:APPROVAL_STEP]->(contact:Contact)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND r.recorded_at <= $known_at
  RETURN contact
  UNION
  MATCH (target)<-[r:ABOUT]-(activity:Activity)<-[p:TOOK_PART]-(contact:Contact)
  WHERE activity.at < $until AND activity.created_at <= $known_at AND r.recorded_at <= $known_at
    AND p.recorded_at <= $known_at AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
  RETURN contact
}
WITH DISTINCT contact
WHERE contact.created_at <= $known_at
RETURN contact.id AS id
ORDER BY id
