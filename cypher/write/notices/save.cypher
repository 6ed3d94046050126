// Keeps notices, each once: one that is there already stays as it is.
// params: rows: list[map]
// returns: made: int
UNWIND $rows AS row
MERGE (notice:Notice {id: row.id})
ON CREATE SET notice = row, notice.is_new = true
WITH notice, notice.is_new IS NOT NULL AS is_made
REMOVE notice.is_new
RETURN sum(CASE WHEN is_made THEN 1 ELSE 0 END) AS made
