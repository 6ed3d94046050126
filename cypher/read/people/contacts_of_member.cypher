// The contacts who took part in an activity with one of our members.
// params: member_id: str, since: datetime, as_of: date, until: datetime, known_at: datetime
// returns: id: str
MATCH (:Member {id: $member_id})-[own:TOOK_PART]->(activity:Activity)<-[r:TOOK_PART]-(contact:Contact)
WHERE activity.at >= $since AND activity.at < $until AND activity.created_at <= $known_at
  AND (own.valid_from IS NULL OR own.valid_from <= $as_of) AND own.recorded_at <= $known_at
  AND (r.valid_from IS NULL OR r.valid_from <= $as_of) AND r.recorded_at <= $known_at
  AND contact.created_at <= $known_at
RETURN DISTINCT contact.id AS id
ORDER BY id
