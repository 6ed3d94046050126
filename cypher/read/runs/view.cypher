// A node as it stands, with the claims that are kept of it.
// params: id: str
// returns: label: str, properties: map, created_at: str, updated_at: str, claims: list[map]
MATCH (n:Entity {id: $id})
OPTIONAL MATCH (c:Claim {view_id: $id})
WITH n, collect(CASE WHEN c IS NOT NULL THEN c {.id, .about, .view_id, .name, .start_id, .end_id, .run, .source,
       .said, at: toString(c.at), recorded_at: toString(c.recorded_at)} END) AS claims
RETURN [x IN labels(n) WHERE x <> 'Entity'][0] AS label,
       n {.*, created_at: null, updated_at: null} AS properties,
       toString(n.created_at) AS created_at, toString(n.updated_at) AS updated_at, claims
