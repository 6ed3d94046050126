// The relationships with these keys as they stand, in a writing transaction, in one row.
// params: keys: list[map]
// returns: found: list[map]
UNWIND $keys AS key
MATCH (a:Entity {id: key.start_id})
MATCH (b:Entity {id: key.end_id})
MATCH (a)-[r {id: key.id}]->(b)
RETURN collect({id: key.id, properties: r {.*, recorded_at: null}, recorded_at: toString(r.recorded_at)}) AS found
