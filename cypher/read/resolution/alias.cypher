// The record that another one went into.
// params: id: str
// returns: into_id: str
MATCH (m:Merged {id: $id}) WHERE m.into_id <> $id
RETURN m.into_id AS into_id
