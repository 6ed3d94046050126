// Every relationship of the model with its ends and properties but when it was learned; for the checksum.
// params: none
// returns: type: str, start_id: str, end_id: str, properties: map
MATCH (a:Entity)-[r]->(b:Entity)
RETURN type(r) AS type, a.id AS start_id, b.id AS end_id, r {.*, recorded_at: null} AS properties
