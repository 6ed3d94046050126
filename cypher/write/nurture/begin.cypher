// Begins courses, each once for its reason, and none near another of the same trigger for the same person.
// params: rows: list[map]
// returns: begun: list[str]
MERGE (state:NurtureState {id: 'nurture'})
// Writing takes the lock: those who begin courses at once come one after the other.
SET state.id = 'nurture'
WITH state
UNWIND $rows AS row
CALL (row) {
  OPTIONAL MATCH (gone:Merged {into_id: row.contact_id})
  RETURN collect(gone.id) + row.contact_id AS known_as
}
OPTIONAL MATCH (near:NurtureCourse)
WHERE near.contact_id IN known_as AND near.kind = row.kind AND near.play = row.play
  AND (near.reason = row.reason OR abs(duration.inDays(near.day, row.day).days) < row.quiet_days)
WITH row, count(near) AS known
WHERE known = 0
MERGE (course:NurtureCourse {id: row.id})
ON CREATE SET course = row, course.is_new = true
WITH course
WHERE course.is_new
REMOVE course.is_new
RETURN collect(course.id) AS begun
