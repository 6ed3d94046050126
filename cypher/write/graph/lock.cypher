// Lets one batch of imports write at a time: the lock is held to the end of the transaction.
// params: batch: str
// returns: batch: str
MERGE (l:ImportLock {id: 'import'})
SET l.batch = $batch
RETURN l.batch AS batch
