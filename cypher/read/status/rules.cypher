// The rules of the status as they were set, and when all were last derived; no row before.
// params: none
// returns: rules: map
MATCH (r:StatusRules {id: 'status'})
RETURN properties(r) AS rules
