// One chunk of the records of a label in order of id, after a given id: which of the properties and relations asked
// for each has, where it belongs, who looks after it, when it last changed and was last touched.
// params: prefix: str, after: str, properties: list[str], as_of: date, until: datetime, limit: int
// returns: id: str, name: str | null, name_latin: str | null, sources: list[str], updated_at: datetime,
//   filled: list[str], ties: list[str], accounts: list[str], owners: list[str], last_touch: datetime | null
MATCH (n:Entity)
WHERE n.id STARTS WITH $prefix AND n.id > $after AND coalesce(n.is_self, false) = false
WITH n ORDER BY n.id LIMIT $limit
CALL (n) {
  OPTIONAL MATCH (n)<-[:ABOUT]-(a:Activity) WHERE NOT n:Contact AND a.at < $until
  RETURN max(a.at) AS about
}
CALL (n) {
  OPTIONAL MATCH (n)-[:TOOK_PART]->(a:Activity) WHERE n:Contact AND a.at < $until
  RETURN max(a.at) AS took_part
}
RETURN n.id AS id, n.name AS name, n.name_latin AS name_latin, n.sources AS sources, n.updated_at AS updated_at,
       [property IN $properties WHERE n[property] IS NOT NULL] AS filled,
       [tie IN [CASE WHEN EXISTS { (n)-[:IN_MARKET]->() } THEN 'market' END,
                CASE WHEN EXISTS { (n)-[:IN_REGION]->() } THEN 'region' END,
                CASE WHEN EXISTS { (n)-[:SITE_OF]->() } THEN 'company' END,
                CASE WHEN EXISTS { (n)-[:WORKS_AT]->() } THEN 'job' END,
                CASE WHEN EXISTS { (n)<-[:OWNS]-() } THEN 'owner' END] WHERE tie IS NOT NULL] AS ties,
       COLLECT { MATCH (n)-[:WORKS_AT|SITE_OF|PART_OF*0..6]->(c:Company) RETURN DISTINCT c.id ORDER BY c.id } AS accounts,
       COLLECT { MATCH (n)<-[o:OWNS]-(m:Member)
                 WHERE (o.valid_from IS NULL OR o.valid_from <= $as_of) AND (o.valid_to IS NULL OR o.valid_to > $as_of)
                 RETURN DISTINCT m.id ORDER BY m.id } AS owners,
       coalesce(about, took_part) AS last_touch
ORDER BY id
