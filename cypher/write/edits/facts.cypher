// The relationships of a type that start at a node, in a writing transaction, in one row.
// params: start_id: str, type: str
// returns: found: list[map]
MATCH (a:Entity {id: $start_id})
OPTIONAL MATCH (a)-[r]->(b:Entity)
WHERE type(r) = $type
WITH r, b ORDER BY r.id
RETURN collect(CASE WHEN r IS NOT NULL THEN {id: r.id, end_id: b.id, properties: r {.*, recorded_at: null},
               closed_on: b.closed_on} END) AS found
