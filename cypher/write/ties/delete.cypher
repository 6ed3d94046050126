// Forgets ties by id.
// params: ids: list[str]
// returns: deleted: int
UNWIND $ids AS id
MATCH (t:DerivedTie {id: id})
DELETE t
RETURN count(*) AS deleted
