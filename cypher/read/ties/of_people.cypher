// The ties that are kept of some people, with whomever.
// params: ids: list[str]
// returns: tie: map
UNWIND $ids AS id
CALL (id) {
  MATCH (t:DerivedTie {one: id})
  RETURN t
  UNION
  MATCH (t:DerivedTie {other: id})
  RETURN t
}
WITH DISTINCT t
RETURN properties(t) AS tie
ORDER BY tie.id
