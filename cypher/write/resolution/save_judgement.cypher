// Keeps what a person judged of two records.
// params: row: map, at: datetime
// returns: id: str
MERGE (j:Judgement {id: $row.id})
SET j += $row, j.at = $at
RETURN j.id AS id
