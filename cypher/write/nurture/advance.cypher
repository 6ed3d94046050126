// Makes the tasks of the steps that are due, each once, and keeps what comes next; nothing where somebody else did.
// params: rows: list[map]
// returns: advanced: list[str]
UNWIND $rows AS row
MATCH (course:NurtureCourse {id: row.id})
// Writing takes the lock: two who look at once come one after the other.
SET course.id = row.id
WITH course, row
WHERE course.next_step = row.before AND course.ended_at IS NULL
SET course.next_step = row.next_step, course.next_on = row.next_on, course.ended_at = row.ended_at,
    course.ended_why = row.ended_why
FOREACH (made IN row.tasks |
  MERGE (task:NurtureTask {id: made.id})
  ON CREATE SET task = made
  MERGE (change:NurtureTaskChange {id: made.id + '.1'})
  ON CREATE SET change = made, change.id = made.id + '.1', change.item_id = made.id, change.what = 'made',
                change.at = made.created_at)
RETURN collect(course.id) AS advanced
