// Forgets pairs of records.
// params: ids: list[str]
// returns: deleted: int
UNWIND $ids AS id
MATCH (p:ResolutionPair {id: id})
DELETE p
RETURN count(*) AS deleted
