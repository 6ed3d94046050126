// A page of all companies, those that are one with another too, in order of id.
// params: after: str, limit: int
// returns: id: str
CALL () {
  MATCH (n:Company) WHERE n.id > $after
  RETURN n.id AS id ORDER BY id LIMIT $limit
  UNION
  MATCH (m:Merged) WHERE m.label = 'Company' AND m.id > $after
  RETURN m.id AS id ORDER BY id LIMIT $limit
}
RETURN id ORDER BY id LIMIT $limit
