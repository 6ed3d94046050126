// All records that are one with the given ones.
// params: ids: list[str]
// returns: id: str
UNWIND $ids AS id
MATCH (m:Merged {id: id})
MATCH (other:Merged {into_id: m.into_id})
RETURN DISTINCT other.id AS id
ORDER BY id
