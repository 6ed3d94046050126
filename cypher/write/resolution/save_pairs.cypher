// Keeps pairs of records that are one, or are for a person to judge, with why.
// params: rows: list[map], at: datetime
// returns: saved: int
UNWIND $rows AS row
MERGE (p:ResolutionPair {id: row.id})
ON CREATE SET p.created_at = $at
SET p += row
RETURN count(p) AS saved
