// Keeps how ties are kept, or forgets it where nothing is told.
// params: state: map | null
// returns: saved: int
MERGE (s:TieState {id: 'ties'})
SET s += coalesce($state, {})
WITH s
FOREACH (_ IN CASE WHEN $state IS NULL THEN [1] ELSE [] END | DELETE s)
RETURN count(*) AS saved
