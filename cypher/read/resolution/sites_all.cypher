// A page of all sites, those that are one with another too, in order of id.
// params: after: str, limit: int
// returns: id: str
CALL () {
  MATCH (n:Site) WHERE n.id > $after
  RETURN n.id AS id ORDER BY id LIMIT $limit
  UNION
  MATCH (m:Merged) WHERE m.label = 'Site' AND m.id > $after
  RETURN m.id AS id ORDER BY id LIMIT $limit
}
RETURN id ORDER BY id LIMIT $limit
