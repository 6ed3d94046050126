// Takes courses of playbooks back as if they had not begun, with those of their tasks that nobody worked on.
// params: ids: list[str]
// returns: taken_back: int
MATCH (course:NurtureCourse)
WHERE course.id IN $ids AND course.kind = 'playbook'
OPTIONAL MATCH (task:NurtureTask {number: 1})
WHERE task.course_id = course.id AND task.contact_id = course.contact_id
WITH collect(DISTINCT course) AS courses, collect(task) AS tasks, collect(task.id) AS task_ids
CALL (task_ids) {
  OPTIONAL MATCH (notice:Notice {kind: 'nurture_task'})
  WHERE notice.key IN task_ids
  RETURN collect(notice) AS notices
}
CALL (task_ids) {
  OPTIONAL MATCH (change:NurtureTaskChange)
  WHERE change.item_id IN task_ids
  RETURN collect(change) AS changes
}
WITH courses, tasks, notices, changes, size(courses) AS taken_back
FOREACH (node IN courses + tasks + notices + changes | DELETE node)
RETURN taken_back
