// People who have worked in more than one place: each job up to then with its site and company.
// params: as_of: date, known_at: datetime
// returns: contact_id: str, name: str, jobs: list[list]
MATCH (person:Contact)-[w:WORKS_AT]->(place:Entity)
WHERE person.created_at <= $known_at
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND w.recorded_at <= $known_at
CALL (place) {
  OPTIONAL MATCH (place)-[:PART_OF|SITE_OF]->{0,5}(company:Company)
  RETURN company
  ORDER BY company.id
  LIMIT 1
}
CALL (place) {
  OPTIONAL MATCH up = (place)-[:PART_OF]->{0,4}(site:Site)
  RETURN site
  ORDER BY length(up), site.id
  LIMIT 1
}
WITH person, w, site, company
ORDER BY w.id
WITH person, collect([site.id, company.id, w.id,
  w.valid_to IS NULL OR w.valid_to > $as_of]) AS jobs
WHERE size(jobs) > 1
RETURN person.id AS contact_id, person.name AS name, jobs
ORDER BY contact_id
