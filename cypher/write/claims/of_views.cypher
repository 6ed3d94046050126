// The claims that make up some nodes and relationships, in a writing transaction, in one row.
// params: ids: list[str]
// returns: found: list[map]
UNWIND $ids AS id
MATCH (c:Claim {view_id: id})
RETURN collect(c {.id, .about, .view_id, .name, .start_id, .end_id, .run, .source, .said,
                  at: toString(c.at), recorded_at: toString(c.recorded_at)}) AS found
