// Companies or contacts by their kept score, the warmest first.
// params: label: str, least: float | null, owner: str | null, after_score: float | null, after_id: str | null,
//   limit: int
// returns: id: str, name: str | null, name_latin: str | null, score: float, human_score: int | null,
//   account_id: str | null, account: str | null, account_latin: str | null, owner_id: str | null,
//   owner: str | null, owner_latin: str | null
MATCH (n:Company|Contact)
WHERE n.derived_score IS NOT NULL AND $label IN labels(n)
  AND ($least IS NULL OR n.derived_score >= $least)
  AND ($after_score IS NULL OR n.derived_score < $after_score
       OR (n.derived_score = $after_score AND n.id > $after_id))
WITH n
ORDER BY n.derived_score DESC, n.id
LIMIT CASE WHEN $owner IS NULL THEN $limit ELSE 2147483647 END
CALL (n) {
  OPTIONAL MATCH (n)-[job:WORKS_AT]->()-[:PART_OF|SITE_OF*0..5]->(company:Company)
  WHERE job.valid_to IS NULL
  RETURN company ORDER BY company.id LIMIT 1
}
CALL (n, company) {
  OPTIONAL MATCH (member:Member)-[owns:OWNS]->(mine)
  WHERE mine IN [n, company] AND owns.valid_to IS NULL
  RETURN member ORDER BY mine = n DESC, member.id LIMIT 1
}
WITH n, company, member
WHERE $owner IS NULL OR member.id = $owner
CALL (n) {
  OPTIONAL MATCH (human:HumanScore {about: n.id})
  WHERE human.withdrawn_at IS NULL
  RETURN human.score AS human_score ORDER BY human.at DESC LIMIT 1
}
RETURN n.id AS id, n.name AS name, n.name_latin AS name_latin, n.derived_score AS score, human_score,
       company.id AS account_id, company.name AS account, company.name_latin AS account_latin,
       member.id AS owner_id, member.name AS owner, member.name_latin AS owner_latin
ORDER BY score DESC, id
LIMIT $limit
