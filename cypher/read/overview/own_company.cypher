// The company that is ourselves.
// params: none
// returns: id: str, name: str, name_latin: str | null
MATCH (c:Company {is_self: true})
RETURN c.id AS id, c.name AS name, c.name_latin AS name_latin
ORDER BY id
LIMIT 1
