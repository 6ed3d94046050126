// The claims about some nodes and about the relationships that were said of them, in a writing transaction.
// params: ids: list[str]
// returns: found: list[map]
UNWIND $ids AS id
CALL (id) {
  MATCH (c:Claim {about: id}) RETURN c
  UNION MATCH (c:Claim {start_id: id}) RETURN c
  UNION MATCH (c:Claim {end_id: id}) RETURN c
}
WITH DISTINCT c
RETURN collect(c {.id, .about, .view_id, .name, .start_id, .end_id, .run, .source, .said,
                  at: toString(c.at), recorded_at: toString(c.recorded_at)}) AS found
