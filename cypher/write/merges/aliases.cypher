// Where records went that were found to be one with another.
// params: ids: list[str]
// returns: id: str, into_id: str
UNWIND $ids AS id
MATCH (m:Merged {id: id})
RETURN m.id AS id, m.into_id AS into_id
ORDER BY id
