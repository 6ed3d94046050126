// How many tasks there are in each state on a day.
// params: member: str | null, day: date
// returns: state: str, number: int
MATCH (task:NurtureTask)
WHERE task.state <> 'dropped' AND ($member IS NULL OR task.member_id = $member)
RETURN CASE WHEN task.state = 'snoozed' AND task.until <= $day THEN 'open' ELSE task.state END AS state,
       count(*) AS number
ORDER BY state
