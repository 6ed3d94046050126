// One import by its id.
// params: id: str
// returns: run: map
MATCH (r:ImportRun {id: $id})
RETURN properties(r) AS run
