// Takes claims back.
// params: ids: list[str]
// returns: deleted: int
UNWIND $ids AS id
MATCH (c:Claim {id: id})
DELETE c
RETURN count(*) AS deleted
