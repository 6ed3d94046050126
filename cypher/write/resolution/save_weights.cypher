// Keeps a set of weights that was learned.
// params: row: map
// returns: id: str
MERGE (w:ResolutionWeights {id: $row.id})
ON CREATE SET w += $row
RETURN w.id AS id
