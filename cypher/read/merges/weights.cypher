// Where records stand, and how many relationships there are at that place.
// params: ids: list[str]
// returns: id: str, stands_at: str, relationships: int
UNWIND $ids AS id
OPTIONAL MATCH (m:Merged {id: id})
WITH id, coalesce(m.into_id, id) AS stands_at
OPTIONAL MATCH (n:Entity {id: stands_at})
RETURN id, stands_at, CASE WHEN n IS NULL THEN 0 ELSE count { (n)--() } END AS relationships
ORDER BY id
