// What hangs on records: the company and the number of deals, of the record they are one with.
// params: ids: list[str]
// returns: id: str, view_id: str, companies: list[map], deals: int, links: int
UNWIND $ids AS id
OPTIONAL MATCH (m:Merged {id: id})
WITH id, coalesce(m.into_id, id) AS view_id
MATCH (n:Entity {id: view_id})
CALL (n) {
  OPTIONAL MATCH (n)-[:WORKS_AT]->()-[:PART_OF|SITE_OF*0..4]->(company:Company)
  RETURN collect(DISTINCT company {.id, .name}) AS employers
}
CALL (n) {
  OPTIONAL MATCH (n)-[:SITE_OF]->(company:Company)
  RETURN collect(DISTINCT company {.id, .name}) AS owners
}
RETURN id, view_id, employers + owners AS companies,
       count { (n)<-[:WITH|AT|SOLD_BY]-(:Deal) } + count { (n)-[:HOLDS_ROLE]->(:Deal) } AS deals,
       count { (n)--() } AS links
ORDER BY id
