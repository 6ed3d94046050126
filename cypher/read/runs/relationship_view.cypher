// A relationship as it stands, with the claims that are kept of it.
// params: id: str, start_id: str, end_id: str
// returns: label: str, properties: map, recorded_at: str, claims: list[map]
MATCH (a:Entity {id: $start_id})
MATCH (b:Entity {id: $end_id})
MATCH (a)-[r {id: $id}]->(b)
OPTIONAL MATCH (c:Claim {view_id: $id})
WITH r, collect(CASE WHEN c IS NOT NULL THEN c {.id, .about, .view_id, .name, .start_id, .end_id, .run, .source,
       .said, at: toString(c.at), recorded_at: toString(c.recorded_at)} END) AS claims
RETURN type(r) AS label, r {.*, recorded_at: null} AS properties, toString(r.recorded_at) AS recorded_at, claims
