// Some of the activities whose ties are to be made anew, in a writing transaction.
// params: limit: int
// returns: id: str, people: list[str]
MATCH (m:TieMark)
RETURN m.id AS id, m.people AS people
ORDER BY id
LIMIT $limit
