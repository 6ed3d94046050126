// Keeps a set of weights; one that is there stays as it is.
// params: row: map
// returns: id: str
MERGE (w:WeightSet {id: $row.id})
ON CREATE SET w += $row
RETURN w.id AS id
