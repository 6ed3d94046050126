// Keeps how far a run of the backtest is, and what it found.
// params: id: str, properties: map
// returns: id: str
MERGE (b:Backtest {id: $id})
SET b += $properties
RETURN b.id AS id
