// The latest imports, newest first.
// params: limit: int
// returns: run: map
MATCH (r:ImportRun)
RETURN properties(r) AS run
ORDER BY r.started_at DESC, r.id
LIMIT $limit
