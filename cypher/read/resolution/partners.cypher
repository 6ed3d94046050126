// The records that are kept in a pair with the given ones, or went into them.
// params: ids: list[str]
// returns: id: str
UNWIND $ids AS id
CALL (id) {
  MATCH (p:ResolutionPair {left_id: id}) RETURN p.right_id AS other
  UNION
  MATCH (p:ResolutionPair {right_id: id}) RETURN p.left_id AS other
  UNION
  MATCH (m:Merged {into_id: id}) RETURN m.id AS other
}
RETURN DISTINCT other AS id
ORDER BY id
