// Notes records that are to be compared anew, since what is known of them became less.
// params: ids: list[str]
// returns: marked: int
UNWIND $ids AS id
MERGE (u:Unresolved {id: id})
RETURN count(u) AS marked
