// How many people have a title and a unit, over some of all jobs that hold on the day.
// params: as_of: date, known_at: datetime, limit: int
// returns: title: str | null, unit_name: str | null, people: int
MATCH (:Contact)-[job:WORKS_AT]->(unit:Entity)
WHERE job.recorded_at <= $known_at AND (job.valid_from IS NULL OR job.valid_from <= $as_of)
  AND (job.valid_to IS NULL OR job.valid_to > $as_of OR job.ended_at > $known_at)
WITH job, unit LIMIT $limit
RETURN job.title AS title, unit.name AS unit_name, count(*) AS people
