// The Latin names of some nodes, those that have one.
// params: ids: list<str>
// returns: id: str, name_latin: str
UNWIND $ids AS id
MATCH (n:Entity {id: id})
WHERE n.name_latin IS NOT NULL
RETURN id, n.name_latin AS name_latin
ORDER BY id
