// The companies that sites and departments belong to; a company is its own.
// params: ids: list[str]
// returns: id: str, company_id: str
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:PART_OF|SITE_OF*0..4]->(company:Company)
RETURN DISTINCT id, company.id AS company_id
ORDER BY id, company_id
