// One relationship by its id and ends.
// params: id: str, start_id: str, end_id: str
// returns: type: str, properties: map, start: map, end: map
MATCH (a:Entity {id: $start_id})
MATCH (b:Entity {id: $end_id})
MATCH (a)-[r {id: $id}]->(b)
RETURN type(r) AS type, properties(r) AS properties,
       a {.id, .name, .title, .subject, .kind, .at, label: [x IN labels(a) WHERE x <> 'Entity'][0]} AS start,
       b {.id, .name, .title, .subject, .kind, .at, label: [x IN labels(b) WHERE x <> 'Entity'][0]} AS end
