// Whether a contact is known to have done anything by a moment.
// params: id: str, until: datetime, known_at: datetime
// returns: is_active: bool
RETURN EXISTS {
  MATCH (:Contact {id: $id})-[part:TOOK_PART]->(a:Activity)
  WHERE a.at < $until AND a.created_at <= $known_at AND part.recorded_at <= $known_at
} AS is_active
