// Forgets some of all ties and notes.
// params: limit: int
// returns: deleted: int
MATCH (t:DerivedTie|TieMark)
WITH t LIMIT $limit
DELETE t
RETURN count(*) AS deleted
