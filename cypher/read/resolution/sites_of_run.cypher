// A page of the sites that a run spoke of, in order of id.
// params: run: str, after: str, limit: int
// returns: id: str
CALL () {
  MATCH (n:Site) WHERE n.id > $after AND n.run = $run
  RETURN n.id AS id ORDER BY id LIMIT $limit
  UNION
  MATCH (c:Claim {run: $run}) WHERE c.name = 'Site' AND c.about > $after
  RETURN c.about AS id ORDER BY id LIMIT $limit
}
RETURN id ORDER BY id LIMIT $limit
