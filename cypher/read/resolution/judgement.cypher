// What a person judged of two records.
// params: id: str
// returns: judgement: map
MATCH (j:Judgement {id: $id})
RETURN properties(j) AS judgement
