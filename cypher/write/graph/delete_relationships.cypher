// Deletes relationships by key.
// params: keys: list[map]
// returns: deleted: int
UNWIND $keys AS key
MATCH (a:Entity {id: key.start_id})
MATCH (b:Entity {id: key.end_id})
MATCH (a)-[r {id: key.id}]->(b)
DELETE r
RETURN count(*) AS deleted
