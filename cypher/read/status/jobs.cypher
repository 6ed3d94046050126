// Jobs of contacts up to a day, with the site and the company they are or were in.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: contact_id: str, job_id: str, company_id: str | null, site_id: str | null, valid_from: date | null,
//   valid_to: date | null
UNWIND $ids AS id
MATCH (p:Contact {id: id})-[job:WORKS_AT]->(unit)
WHERE (job.valid_from IS NULL OR job.valid_from <= $as_of) AND job.recorded_at <= $known_at
OPTIONAL MATCH path = (unit)-[:PART_OF|SITE_OF*0..5]->(c:Company)
WITH p, job, unit, c, [n IN nodes(path) WHERE n:Site | n.id][0] AS site_id
RETURN p.id AS contact_id, job.id AS job_id, c.id AS company_id,
       coalesce(site_id, CASE WHEN unit:Site THEN unit.id END) AS site_id, job.valid_from AS valid_from,
       CASE WHEN job.valid_to <= $as_of AND coalesce(job.ended_at <= $known_at, true) THEN job.valid_to END AS valid_to
