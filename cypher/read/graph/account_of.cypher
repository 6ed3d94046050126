// The company a thing belongs to at a moment: itself, or the one above it or it is with.
// params: id: str, as_of: date, known_at: datetime
// returns: company_id: str, distance: int
MATCH (n:Entity {id: $id})
CALL (n) {
  WITH n WHERE n:Company
  RETURN n AS company, [] AS facts
  UNION
  MATCH path = (n)-[:SITE_OF|PART_OF|WITH|WORKS_AT*1..6]->(company:Company)
  RETURN company, relationships(path) AS facts
  UNION
  MATCH path = (n)-[:BY|ABOUT|ON|HAS_NEED|OF_UNIT]->()-[:SITE_OF|PART_OF|WITH|WORKS_AT*0..6]->(company:Company)
  RETURN company, relationships(path) AS facts
}
WITH company, size(facts) AS distance, facts
WHERE all(r IN facts WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at) AND r.recorded_at <= $known_at)
RETURN company.id AS company_id, distance
ORDER BY distance, company_id
LIMIT 1
