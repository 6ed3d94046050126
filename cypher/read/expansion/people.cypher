// Who works where now: people with their unit (site, or company where no site is known).
// params: as_of: date, known_at: datetime
// returns: contact_id: str, name: str, title: str | null, seniority: str | null, job_function: str | null,
//   unit_id: str, evidence: list[str], is_opted_out: bool
MATCH (person:Contact)-[w:WORKS_AT]->(place:Entity)
WHERE person.created_at <= $known_at
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
  AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  AND w.recorded_at <= $known_at
CALL (place) {
  OPTIONAL MATCH up = (place:Department)-[:PART_OF]->{1,4}(unit:Site|Company)
  WHERE all(r IN relationships(up) WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
    AND r.recorded_at <= $known_at)
  RETURN up, unit
  ORDER BY length(up), unit.id
  LIMIT 1
}
RETURN person.id AS contact_id, person.name AS name, coalesce(w.title, person.title) AS title,
  person.seniority AS seniority, person.job_function AS job_function, coalesce(unit.id, place.id) AS unit_id,
  [w.id] + coalesce([r IN relationships(up) | r.id], []) AS evidence,
  coalesce(person.is_opted_out, false) AS is_opted_out
ORDER BY contact_id, unit_id
