// One run of the backtest with what it found.
// params: id: str
// returns: run: map
MATCH (b:Backtest {id: $id})
RETURN properties(b) AS run
