// Keeps what a person said of a suggestion.
// params: row: map
// returns: id: str
MERGE (v:SuggestionVerdict {id: $row.id})
SET v = $row
RETURN v.id AS id
