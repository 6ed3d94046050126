// Keeps ties.
// params: rows: list[map]
// returns: saved: int
UNWIND $rows AS row
MERGE (t:DerivedTie {id: row.id})
SET t = row
RETURN count(t) AS saved
