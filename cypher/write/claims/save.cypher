// Saves claims.
// params: rows: list[map]
// returns: saved: int
UNWIND $rows AS row
MERGE (c:Claim {id: row.id})
SET c += row, c.at = datetime(row.at), c.recorded_at = datetime(row.recorded_at)
RETURN count(c) AS saved
