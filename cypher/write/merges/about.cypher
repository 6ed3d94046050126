// The claims about merged records, with where these went, in a writing transaction.
// params: ids: list[str]
// returns: found: list[map]
UNWIND $ids AS id
MATCH (c:Claim {about: id})
OPTIONAL MATCH (m:Merged {id: id})
RETURN collect(c {.id, .about, .view_id, .name, .start_id, .end_id, .run, .source, .said, into_id: m.into_id,
                  at: toString(c.at), recorded_at: toString(c.recorded_at)}) AS found
