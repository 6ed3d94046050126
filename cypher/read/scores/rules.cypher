// The rules of scores that are in use, with their versions before, the newest first.
// params: none
// returns: rules: map
MATCH (r:ScoreRules)
RETURN properties(r) AS rules
ORDER BY r.version DESC
