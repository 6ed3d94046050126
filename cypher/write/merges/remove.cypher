// Forgets that records were one with another.
// params: ids: list[str]
// returns: removed: int
UNWIND $ids AS id
MATCH (m:Merged {id: id})
DELETE m
RETURN count(*) AS removed
