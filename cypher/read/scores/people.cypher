// Who works at which company on a day, and the scores kept of them.
// params: ids: list[str] | null, company_ids: list[str] | null, as_of: date, known_at: datetime
// returns: company_id: str, contact_id: str, score: float | null
MATCH (c:Contact)-[job:WORKS_AT]->(unit)
WHERE ($ids IS NULL OR c.id IN $ids)
  AND (job.valid_from IS NULL OR job.valid_from <= $as_of) AND (job.valid_to IS NULL OR job.valid_to > $as_of)
  AND job.recorded_at <= $known_at
MATCH (unit)-[:PART_OF|SITE_OF*0..5]->(company:Company)
WHERE ($company_ids IS NULL OR company.id IN $company_ids) AND coalesce(company.is_self, false) = false
RETURN DISTINCT company.id AS company_id, c.id AS contact_id, c.derived_score AS score
