// Saves the rules of the status, or when all were last derived.
// params: properties: map
// returns: id: str
MERGE (r:StatusRules {id: 'status'})
SET r += $properties
RETURN r.id AS id
