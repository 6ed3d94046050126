// Imports of a source that began after a time and still stand, the latest first.
// params: source: str, after: datetime
// returns: run: map
MATCH (r:ImportRun {source: $source})
WHERE r.started_at > $after AND r.rows_read > 0 AND r.state <> 'undone'
RETURN r {.*} AS run
ORDER BY r.started_at DESC, r.id
LIMIT 10
