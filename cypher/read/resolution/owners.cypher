// The company each site belongs to, said of that record alone.
// params: ids: list[str]
// returns: id: str, company_id: str, company_name: str | null
UNWIND $ids AS id
CALL (id) {
  MATCH (:Site {id: id})-[:SITE_OF]->(company:Company)
  WHERE NOT EXISTS { MATCH (:Merged {id: id}) }
  RETURN company
  UNION
  MATCH (:Merged {id: id})
  MATCH (c:Claim {start_id: id}) WHERE c.name = 'SITE_OF'
  MATCH (company:Company {id: split(c.view_id, '.')[2]})
  RETURN company
}
RETURN DISTINCT id, company.id AS company_id, company.name AS company_name
ORDER BY id, company_id
