// Tasks, what is due first, of those that are done the last one first; what was put off until the day is open.
// params: id: str | null, state: str | null, member: str | null, contact: str | null, day: date, limit: int
// returns: task: map
MATCH (task:NurtureTask)
WHERE task.state <> 'dropped' AND ($id IS NULL OR task.id = $id) AND ($member IS NULL OR task.member_id = $member)
  AND ($contact IS NULL OR task.contact_id = $contact)
WITH task, CASE WHEN task.state = 'snoozed' AND task.until <= $day THEN 'open' ELSE task.state END AS state
WHERE $state IS NULL OR state = $state
RETURN properties(task) AS task
ORDER BY CASE WHEN state = 'done' THEN task.changed_at END DESC, coalesce(task.until, task.due_on), task.id
LIMIT $limit
