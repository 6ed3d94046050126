// A task, also one that was taken back.
// params: id: str
// returns: task: map
MATCH (task:NurtureTask {id: $id})
RETURN properties(task) AS task
