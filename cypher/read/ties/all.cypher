// All ties that are kept, for comparing them with what they should be.
// params: none
// returns: tie: map
MATCH (t:DerivedTie)
RETURN properties(t) AS tie
ORDER BY tie.id
