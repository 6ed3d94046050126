// Withdraws what a person judged of two records.
// params: id: str
// returns: withdrawn: int
MATCH (j:Judgement {id: $id})
DELETE j
RETURN count(*) AS withdrawn
