// The company a thing belongs to: itself, or the one above it or it is with.
// params: id: str, as_of: date
// returns: company_id: str, distance: int
MATCH (n:Entity {id: $id})
CALL (n) {
  WITH n WHERE n:Company
  RETURN n AS company, 0 AS distance
  UNION
  MATCH path = (n)-[:SITE_OF|PART_OF|WITH*1..6]->(company:Company)
  RETURN company, length(path) AS distance
  UNION
  MATCH (n)-[job:WORKS_AT]->(unit)
  WHERE (job.valid_from IS NULL OR job.valid_from <= $as_of) AND (job.valid_to IS NULL OR job.valid_to > $as_of)
  MATCH path = (unit)-[:SITE_OF|PART_OF*0..6]->(company:Company)
  RETURN company, 1 + length(path) AS distance
  UNION
  MATCH (n)-[:BY|ABOUT|ON|HAS_NEED|OF_UNIT]->(other)
  MATCH path = (other)-[:SITE_OF|PART_OF|WITH*0..6]->(company:Company)
  RETURN company, 1 + length(path) AS distance
}
RETURN company.id AS company_id, distance
ORDER BY distance, company_id
LIMIT 1
