// The pairs that are kept of records.
// params: ids: list[str]
// returns: id: str, state: str, score: float, version: str
UNWIND $ids AS id
CALL (id) {
  MATCH (p:ResolutionPair {left_id: id}) RETURN p
  UNION
  MATCH (p:ResolutionPair {right_id: id}) RETURN p
}
RETURN DISTINCT p.id AS id, p.state AS state, p.score AS score, p.version AS version
ORDER BY id
