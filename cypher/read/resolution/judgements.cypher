// What people judged of records.
// params: ids: list[str]
// returns: left_id: str, right_id: str, is_match: bool
UNWIND $ids AS id
CALL (id) {
  MATCH (j:Judgement {left_id: id}) RETURN j
  UNION
  MATCH (j:Judgement {right_id: id}) RETURN j
}
RETURN DISTINCT j.left_id AS left_id, j.right_id AS right_id, j.is_match AS is_match
ORDER BY left_id, right_id
