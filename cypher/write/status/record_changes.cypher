// Records changes of status.
// params: rows: list[map]
// returns: recorded: int
UNWIND $rows AS row
MERGE (x:StatusChange {id: row.id})
SET x += row
RETURN count(x) AS recorded
