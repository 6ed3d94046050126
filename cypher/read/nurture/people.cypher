// Contacts with how to reach them, and who of us could: who looks after them or their company, else who had most to do
// with them, else with others of their company. An id that went into another record answers with that one.
// params: ids: list[str]
// returns: asked: str, id: str, name: str, name_latin: str | null, title: str | null, emails: list[str],
//   phones: list[str], is_opted_out: bool, status: str | null, score: float | null, account_id: str | null,
//   account: str | null, account_latin: str | null, owner: map | null, talked: map | null,
//   near: map | null
UNWIND $ids AS asked
OPTIONAL MATCH (gone:Merged {id: asked})
MATCH (n:Contact {id: coalesce(gone.into_id, asked)})
CALL (n) {
  OPTIONAL MATCH (n)-[job:WORKS_AT]->()-[:PART_OF|SITE_OF*0..5]->(company:Company)
  WHERE job.valid_to IS NULL
  RETURN company ORDER BY company.id LIMIT 1
}
CALL (n, company) {
  OPTIONAL MATCH (member:Member)-[owns:OWNS]->(mine)
  WHERE mine IN [n, company] AND owns.valid_to IS NULL
  RETURN member AS owner ORDER BY mine = n DESC, member.id LIMIT 1
}
CALL (n) {
  OPTIONAL MATCH (n)-[:TOOK_PART]->(a:Activity)<-[:TOOK_PART]-(member:Member)
  RETURN member AS talked, count(a) AS times ORDER BY times DESC, talked.id LIMIT 1
}
CALL (company, owner, talked) {
  WITH company
  WHERE owner IS NULL AND talked IS NULL AND company IS NOT NULL
  MATCH (company)<-[:PART_OF|SITE_OF*0..5]-()<-[:WORKS_AT]-(:Contact)-[:TOOK_PART]->(a:Activity)
  MATCH (a)<-[:TOOK_PART]-(member:Member)
  WITH member, count(DISTINCT a) AS acts
  ORDER BY acts DESC, member.id
  RETURN collect(member)[0] AS near
}
RETURN asked, n.id AS id, coalesce(n.name, n.id) AS name, n.name_latin AS name_latin, n.title AS title,
       coalesce(n.emails, []) AS emails, coalesce(n.phones, []) AS phones,
       coalesce(n.is_opted_out, false) AS is_opted_out,
       coalesce(n.derived_override, n.derived_status, n.status) AS status, n.derived_score AS score,
       company.id AS account_id, company.name AS account, company.name_latin AS account_latin,
       CASE WHEN owner IS NOT NULL THEN owner {.id, .name, .name_latin} END AS owner,
       CASE WHEN talked IS NOT NULL THEN talked {.id, .name, .name_latin} END AS talked,
       CASE WHEN near IS NOT NULL THEN near {.id, .name, .name_latin} END AS near
ORDER BY asked
