// How ties are kept, with how many there are and how many activities wait; null where none are kept.
// params: none
// returns: state: map | null, waiting: int, ties: int
OPTIONAL MATCH (s:TieState {id: 'ties'})
RETURN properties(s) AS state, COUNT { MATCH (:TieMark) } AS waiting, COUNT { MATCH (:DerivedTie) } AS ties
