// A page of the contacts or of the members, by id.
// params: label: str, after: str, limit: int
// returns: id: str
MATCH (person:$($label))
WHERE person.id > $after
RETURN person.id AS id
ORDER BY id
LIMIT $limit
