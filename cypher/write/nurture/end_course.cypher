// Ends a course that goes on, or with nothing given takes up one that a person ended.
// params: id: str, at: datetime | null, why: str | null, next_on: date | null
// returns: id: str
MATCH (course:NurtureCourse {id: $id})
WHERE ($at IS NULL AND course.ended_why = 'by_hand') OR ($at IS NOT NULL AND course.ended_at IS NULL)
SET course.ended_at = $at, course.ended_why = $why, course.next_on = $next_on
RETURN course.id AS id
