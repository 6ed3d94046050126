// Deletes a role template that people set: what is learned, or the default, counts again.
// params: id: str
// returns: deleted: int
MATCH (t:RoleTemplate {id: $id})
WITH t, t.id AS id
DELETE t
RETURN count(id) AS deleted
