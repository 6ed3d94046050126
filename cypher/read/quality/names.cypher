// Names of nodes.
// params: ids: list[str]
// returns: id: str, name: str | null, name_latin: str | null
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, n.name AS name, n.name_latin AS name_latin
