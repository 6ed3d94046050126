// What was said of suggestions by people.
// params: ids: list[str]
// returns: verdict: map
MATCH (v:SuggestionVerdict)
WHERE v.id IN $ids
RETURN properties(v) AS verdict
ORDER BY v.id
