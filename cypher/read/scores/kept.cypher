// The scores kept of nodes, and who looks after them or their company.
// params: ids: list[str]
// returns: id: str, label: str, score: float | null, owner: str | null
UNWIND $ids AS id
MATCH (n:Entity {id: id})
CALL (n) {
  OPTIONAL MATCH (n)-[job:WORKS_AT]->()-[:PART_OF|SITE_OF*0..5]->(company:Company)
  WHERE job.valid_to IS NULL
  RETURN company ORDER BY company.id LIMIT 1
}
CALL (n, company) {
  OPTIONAL MATCH (member:Member)-[owns:OWNS]->(mine)
  WHERE mine IN [n, company] AND owns.valid_to IS NULL
  RETURN member.id AS owner ORDER BY mine = n DESC, owner LIMIT 1
}
RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Entity'][0] AS label, n.derived_score AS score, owner
