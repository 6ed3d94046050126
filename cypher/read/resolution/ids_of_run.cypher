// A page of the records of a label that a run spoke of, in order of id.
// params: label: str, run: str, after: str, limit: int
// returns: id: str
CALL () {
  MATCH (n:Entity {run: $run})
  WHERE n.id STARTS WITH toLower($label) + '-' AND n.id > $after
  RETURN n.id AS id ORDER BY id LIMIT $limit
  UNION
  MATCH (c:Claim {run: $run}) WHERE c.name = $label AND c.about > $after
  RETURN c.about AS id ORDER BY id LIMIT $limit
}
RETURN id ORDER BY id LIMIT $limit
