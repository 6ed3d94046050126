// The activities behind the touches of some contacts with our members.
// params: contact_ids: list[str], until: datetime, known_at: datetime
// returns: contact_id: str, member_id: str, evidence: list[str]
UNWIND $contact_ids AS contact_id
MATCH (:Contact {id: contact_id})-[p:TOOK_PART]->(activity:Activity)<-[q:TOOK_PART]-(member:Member)
WHERE activity.at < $until
  AND activity.created_at <= $known_at
  AND p.recorded_at <= $known_at
  AND q.recorded_at <= $known_at
WITH contact_id, member.id AS member_id, collect(DISTINCT activity.id) AS evidence
RETURN contact_id, member_id, evidence
ORDER BY contact_id, member_id
