// Records as they are by themselves: of one that is one with others, what was said of it alone. A node that only
// stands for others, of which nothing is said any more, is no record.
// params: ids: list[str]
// returns: id: str, properties: map, group: str | null
UNWIND $ids AS id
OPTIONAL MATCH (m:Merged {id: id})
OPTIONAL MATCH (n:Entity {id: id})
WITH id, m, n
WHERE m IS NOT NULL OR n.claims IS NULL AND n IS NOT NULL
   OR n IS NOT NULL AND NOT EXISTS { MATCH (:Merged {into_id: id}) }
RETURN id, CASE WHEN m IS NULL THEN properties(n) ELSE properties(m) END AS properties, m.into_id AS group
ORDER BY id
