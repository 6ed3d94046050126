// Lets one batch of imports write at a time: the lock is held to the end of the transaction. Tells how many
// records have gone into others, since mostly there are none to look for.
// params: batch: str
// returns: batch: str, merged: int
MERGE (l:ImportLock {id: 'import'})
SET l.batch = $batch
RETURN l.batch AS batch, COUNT { MATCH (:Merged) } AS merged
