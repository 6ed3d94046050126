// Everything that is kept of what people judged of records.
// params: ids: list[str]
// returns: judgement: map
UNWIND $ids AS id
CALL (id) {
  MATCH (j:Judgement {left_id: id}) RETURN j
  UNION
  MATCH (j:Judgement {right_id: id}) RETURN j
}
WITH DISTINCT j
RETURN properties(j) AS judgement
ORDER BY j.left_id, j.right_id
