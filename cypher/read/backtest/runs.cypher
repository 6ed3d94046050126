// Runs of the backtest, the newest first; without what they found.
// params: limit: int
// returns: run: map
MATCH (b:Backtest)
WITH b
ORDER BY b.started_at DESC, b.id
LIMIT $limit
RETURN b {.*, bits: null} AS run
