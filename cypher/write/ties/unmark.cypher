// Forgets that the ties of activities were to be made anew.
// params: ids: list[str]
// returns: removed: int
UNWIND $ids AS id
MATCH (m:TieMark {id: id})
DELETE m
RETURN count(*) AS removed
