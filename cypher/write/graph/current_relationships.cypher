// Properties of the relationships with these keys, as they stand; part of a writing transaction.
// params: keys: list[map]
// returns: id: str, properties: map
UNWIND $keys AS key
MATCH (a:Entity {id: key.start_id})
MATCH (b:Entity {id: key.end_id})
MATCH (a)-[r {id: key.id}]->(b)
RETURN key.id AS id, properties(r) AS properties
