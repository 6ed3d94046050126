// Saves records that are one with another, as they were, and forgets what they said before.
// params: rows: list[map]
// returns: saved: int
UNWIND $rows AS row
MERGE (m:Merged {id: row.id})
SET m = row.properties, m.id = row.id, m.into_id = row.into_id, m.label = row.label
RETURN count(m) AS saved
