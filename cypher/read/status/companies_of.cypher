// Companies that a site belongs or belonged to, or that a contact works or worked at, up to a day.
// params: id: str, as_of: date, known_at: datetime
// returns: id: str
MATCH (n:Entity {id: $id})-[r:SITE_OF|WORKS_AT]->(unit)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND r.recorded_at <= $known_at
MATCH (unit)-[:PART_OF|SITE_OF*0..5]->(c:Company)
WHERE coalesce(c.is_self, false) = false
RETURN DISTINCT c.id AS id
ORDER BY id
