// Pairs of records that wait for a person to say whether they are one.
// params: none
// returns: left: str, right: str, score: float | null
MATCH (p:ResolutionPair {state: 'review'})
RETURN p.left_id AS left, p.right_id AS right, p.score AS score
