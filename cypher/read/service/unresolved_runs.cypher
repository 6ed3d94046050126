// Runs whose records were not yet compared with those that may be one with them.
// params: none
// returns: id: str
MATCH (r:ImportRun)
WHERE r.is_resolved IS NULL AND r.started_at IS NOT NULL AND r.state <> 'undone'
RETURN r.id AS id
ORDER BY id
