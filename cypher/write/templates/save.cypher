// Keeps a role template.
// params: id: str, properties: map
// returns: id: str
MERGE (t:RoleTemplate {id: $id})
SET t = $properties, t.id = $id
RETURN t.id AS id
