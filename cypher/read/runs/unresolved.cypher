// Some of the records that are to be compared anew.
// params: limit: int
// returns: id: str
MATCH (u:Unresolved)
RETURN u.id AS id
ORDER BY id
LIMIT $limit
