// People who have worked in more than one place: each job up to then with its site and company, where those
// places belong at the moment.
// params: as_of: date, known_at: datetime
// returns: contact_id: str, name: str, jobs: list[list]
MATCH (person:Contact)-[w:WORKS_AT]->(place:Entity)
WHERE person.created_at <= $known_at
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND w.recorded_at <= $known_at
WITH person, collect({fact: w, place: place}) AS jobs
WHERE size(jobs) > 1
UNWIND jobs AS job
WITH person, job.fact AS w, job.place AS place
CALL (place) {
  OPTIONAL MATCH up = (place)-[:PART_OF|SITE_OF]->{0,5}(company:Company)
  WHERE all(r IN relationships(up) WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
    AND r.recorded_at <= $known_at)
  RETURN up, company
  ORDER BY length(up), company.id
  LIMIT 1
}
WITH person, w, company, [n IN nodes(up) WHERE n:Site | n.id][0] AS site_id, place
ORDER BY w.id
RETURN person.id AS contact_id, person.name AS name,
  collect([coalesce(site_id, CASE WHEN place:Site THEN place.id END), company.id, w.id,
    w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at]) AS jobs
ORDER BY contact_id
