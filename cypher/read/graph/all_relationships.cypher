// Every relationship of the model with its ends and properties but when it was learned; for the checksum, and
// so without those of the Facts that it leaves out.
// params: none
// returns: type: str, start_id: str, end_id: str, properties: map
MATCH (a:Entity)-[r]->(b:Entity)
WHERE NOT (a:Fact AND a.superseded_at IS NOT NULL)
RETURN type(r) AS type, a.id AS start_id, b.id AS end_id, r {.*, recorded_at: null} AS properties
