// Forgets records that were one with others when none of these is left.
// params: ids: list[str]
// returns: removed: int
UNWIND $ids AS id
MATCH (m:Merged {id: id})
WHERE m.into_id = id AND NOT EXISTS { MATCH (o:Merged {into_id: id}) WHERE o.id <> id }
DELETE m
RETURN count(*) AS removed
