// For which days triggers fired for contacts, also for records that are one with them now.
// params: ids: list[str], since: date
// returns: contact_id: str, play: str, day: date
UNWIND $ids AS contact_id
CALL (contact_id) {
  OPTIONAL MATCH (gone:Merged {into_id: contact_id})
  RETURN collect(gone.id) + contact_id AS known_as
}
MATCH (course:NurtureCourse)
WHERE course.contact_id IN known_as AND course.kind = 'trigger' AND course.day >= $since
RETURN contact_id, course.play AS play, course.day AS day
ORDER BY contact_id, play, day
