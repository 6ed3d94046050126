// How many days ago each contact and one of our members were in touch.
// params: until: datetime, known_at: datetime
// returns: contact_id: str, member_id: str, member_name: str, days: list[int]
MATCH (person:Contact)-[p:TOOK_PART]->(activity:Activity)<-[q:TOOK_PART]-(member:Member)
WHERE activity.at < $until
  AND activity.created_at <= $known_at
  AND p.recorded_at <= $known_at
  AND q.recorded_at <= $known_at
WITH DISTINCT person, member, activity
RETURN person.id AS contact_id, member.id AS member_id, member.name AS member_name,
  collect(duration.inDays(activity.at, $until).days) AS days
ORDER BY contact_id, member_id
