// The latest resolving of everything.
// params: none
// returns: run: map
MATCH (r:ResolutionRun)
RETURN properties(r) AS run
ORDER BY r.started_at DESC
LIMIT 1
