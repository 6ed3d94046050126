// A page of the contacts that a run spoke of, in order of id.
// params: run: str, after: str, limit: int
// returns: id: str
CALL () {
  MATCH (n:Contact) WHERE n.id > $after AND n.run = $run
  RETURN n.id AS id ORDER BY id LIMIT $limit
  UNION
  MATCH (c:Claim {run: $run}) WHERE c.name = 'Contact' AND c.about > $after
  RETURN c.about AS id ORDER BY id LIMIT $limit
}
RETURN id ORDER BY id LIMIT $limit
