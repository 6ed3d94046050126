// Forgets what a person said of a suggestion, so that it is made again.
// params: id: str
// returns: forgotten: int
OPTIONAL MATCH (v:SuggestionVerdict {id: $id})
DETACH DELETE v
RETURN count(v) AS forgotten
