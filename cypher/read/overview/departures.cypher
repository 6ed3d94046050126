// People who left a job in the days before a moment, newest first.
// params: as_of: date, since: date, known_at: datetime, limit: int
// returns: contact_id: str, name: str, title: str | null, unit: str | null, on: date
MATCH (p:Contact)-[job:WORKS_AT]->(unit)
WHERE job.valid_to <= $as_of AND coalesce(job.ended_at <= $known_at, true) AND job.valid_to > $since AND job.recorded_at <= $known_at
RETURN p.id AS contact_id, p.name AS name, job.title AS title, unit.name AS unit, job.valid_to AS on
ORDER BY on DESC, contact_id
LIMIT $limit
