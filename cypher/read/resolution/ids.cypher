// A page of all records of a label, those that are one with another too, in order of id.
// params: label: str, after: str, limit: int
// returns: id: str
CALL () {
  MATCH (n:Entity)
  WHERE n.id STARTS WITH toLower($label) + '-' AND n.id > $after
  RETURN n.id AS id ORDER BY id LIMIT $limit
  UNION
  MATCH (m:Merged) WHERE m.label = $label AND m.id > $after
  RETURN m.id AS id ORDER BY id LIMIT $limit
}
RETURN id ORDER BY id LIMIT $limit
