// The activities behind the touches of some contacts with our members.
// params: contact_ids: list[str], until: datetime, known_at: datetime
// returns: contact_id: str, evidence: list[str]
UNWIND $contact_ids AS contact_id
MATCH (:Contact {id: contact_id})-[p:TOOK_PART]->(activity:Activity)<-[q:TOOK_PART]-(:Member)
WHERE activity.at < $until
  AND activity.created_at <= $known_at
  AND p.recorded_at <= $known_at
  AND q.recorded_at <= $known_at
WITH DISTINCT contact_id, activity.id AS activity_id
ORDER BY activity_id
RETURN contact_id, collect(activity_id) AS evidence
ORDER BY contact_id
