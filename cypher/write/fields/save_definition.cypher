// Saves the definition of a field.
// params: id: str, properties: map
// returns: id: str
MERGE (f:FieldDefinition {id: $id})
SET f += $properties
RETURN f.id AS id
