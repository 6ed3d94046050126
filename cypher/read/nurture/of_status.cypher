// Contacts of an effective status, the warmest first, since when they have it as far as that was recorded, and the
// latest course of its playbook.
// params: status: str, limit: int
// returns: id: str, since: datetime | null, course: map | null
MATCH (n:Contact)
WHERE coalesce(n.derived_override, n.derived_status, n.status) = $status
WITH n
ORDER BY n.derived_score IS NULL, n.derived_score DESC, n.id
LIMIT $limit
CALL (n) {
  OPTIONAL MATCH (change:StatusChange {about: n.id, to: $status})
  WHERE change.from IS NULL OR change.from <> $status
  RETURN max(change.at) AS since
}
CALL (n) {
  OPTIONAL MATCH (course:NurtureCourse {contact_id: n.id, kind: 'playbook', play: $status})
  RETURN course ORDER BY course.at DESC, course.id LIMIT 1
}
RETURN n.id AS id, since, CASE WHEN course IS NOT NULL THEN properties(course) END AS course
ORDER BY n.derived_score IS NULL, n.derived_score DESC, id
