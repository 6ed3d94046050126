// How contacts are reached: telephones, whether they asked not to be written to, company and who looks after them.
// params: ids: list[str]
// returns: id: str, name: str, name_latin: str | null, phones: list[str], is_opted_out: bool, account: str | null,
//   account_latin: str | null, owner_id: str | null, owner: str | null,
//   owner_latin: str | null, human_score: int | null
UNWIND $ids AS id
MATCH (n:Contact {id: id})
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
CALL (n) {
  OPTIONAL MATCH (human:HumanScore {about: n.id})
  WHERE human.withdrawn_at IS NULL
  RETURN human.score AS human_score ORDER BY human.at DESC LIMIT 1
}
RETURN n.id AS id, coalesce(n.name, n.id) AS name, n.name_latin AS name_latin, coalesce(n.phones, []) AS phones,
       coalesce(n.is_opted_out, false) AS is_opted_out, company.name AS account, company.name_latin AS account_latin,
       member.id AS owner_id, member.name AS owner,
       member.name_latin AS owner_latin, human_score
