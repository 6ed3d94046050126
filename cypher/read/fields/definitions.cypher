// Definitions of user-defined fields.
// params: none
// returns: definition: map
MATCH (f:FieldDefinition)
RETURN properties(f) AS definition
ORDER BY f.label, f.created_at, f.key
