// Courses by id.
// params: ids: list[str]
// returns: course: map
MATCH (course:NurtureCourse)
WHERE course.id IN $ids
RETURN properties(course) AS course
ORDER BY course.id
