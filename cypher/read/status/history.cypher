// Changes of the status of one node, newest first.
// params: id: str
// returns: change: map
MATCH (x:StatusChange {about: $id})
RETURN properties(x) AS change
ORDER BY x.at DESC, x.id
LIMIT 200
