// The nodes with these ids as they stand, in a writing transaction, in one row since that is read fastest.
// When they were learned of is given as text: it is seldom looked at, and temporal values cost the client most.
// Whether this import touched them is said.
// params: ids: list[str], at: datetime
// returns: found: list[map]
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN collect({id: id, properties: n {.*, created_at: null, updated_at: null},
                created_at: toString(n.created_at), updated_at: toString(n.updated_at),
                is_ours: n.updated_at = $at}) AS found
