// Keeps a task as it is after a change, and the change; nothing where somebody else changed it first.
// params: id: str, before: int, task: map, change: map
// returns: number: int
MERGE (task:NurtureTask {id: $id})
ON CREATE SET task.number = 0
// Writing takes the lock: two people who change it at once come one after the other.
SET task.id = $id
WITH task
WHERE task.number = $before
SET task = $task
CREATE (change:NurtureTaskChange)
SET change = $change
RETURN task.number AS number
