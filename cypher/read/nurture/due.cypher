// Courses that go on and have a step due by a day, one chunk in order of id.
// params: day: date, after: str, limit: int
// returns: course: map
MATCH (course:NurtureCourse)
WHERE course.next_on <= $day AND course.id > $after
RETURN properties(course) AS course
ORDER BY course.id
LIMIT $limit
