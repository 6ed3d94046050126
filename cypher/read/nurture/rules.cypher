// The rules of nurture that are in use, with their versions before, the newest first.
// params: none
// returns: rules: map
MATCH (r:NurtureRules)
RETURN properties(r) AS rules
ORDER BY r.version DESC
