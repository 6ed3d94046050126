// Keeps derived scores; an absent one is taken away.
// params: rows: list[map]
// returns: saved: int
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
SET n.derived_score = row.score
RETURN count(n) AS saved
