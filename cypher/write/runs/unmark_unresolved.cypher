// Forgets that records were to be compared anew.
// params: ids: list[str]
// returns: removed: int
UNWIND $ids AS id
MATCH (u:Unresolved {id: id})
DELETE u
RETURN count(*) AS removed
