// Keeps how far resolving everything is.
// params: id: str, properties: map
// returns: id: str
MERGE (r:ResolutionRun {id: $id})
SET r += $properties
RETURN r.id AS id
