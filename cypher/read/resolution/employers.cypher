// Where contacts work and worked, each said of that record alone: the company and the department, by claims where
// these are kept.
// params: ids: list[str], today: date
// returns: id: str, company_id: str, department_id: str | null, is_former: bool
UNWIND $ids AS id
CALL (id) {
  MATCH (n:Contact {id: id})-[w:WORKS_AT]->(unit)
  WHERE NOT EXISTS { MATCH (:Merged {id: id}) }
  RETURN unit, coalesce(w.valid_to <= $today, false) AS is_former
  UNION
  MATCH (:Merged {id: id})
  MATCH (c:Claim {start_id: id}) WHERE c.name = 'WORKS_AT'
  MATCH (unit:Entity {id: split(c.view_id, '.')[2]})
  RETURN unit, c.said CONTAINS '"valid_to"' AS is_former
}
MATCH (unit)-[:PART_OF|SITE_OF*0..4]->(company:Company)
RETURN DISTINCT id, company.id AS company_id, CASE WHEN unit:Department THEN unit.id END AS department_id, is_former
ORDER BY id, company_id, department_id, is_former
