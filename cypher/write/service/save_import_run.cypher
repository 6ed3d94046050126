// Saves how far an import has come.
// params: id: str, properties: map
// returns: id: str
MERGE (r:ImportRun {id: $id})
SET r += $properties
RETURN r.id AS id
