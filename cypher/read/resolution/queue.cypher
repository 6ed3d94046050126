// A page of the pairs in a state, nearest to a score first; those nearest to 1 come in order of score.
// params: state: str, label: str | null, centre: float, after: float | null, after_id: str, limit: int
// returns: pair: map, rank: float
MATCH (p:ResolutionPair {state: $state})
WHERE $label IS NULL OR p.label = $label
WITH p, abs(p.score - $centre) AS rank
WHERE $after IS NULL OR rank > $after OR (rank = $after AND p.id > $after_id)
RETURN properties(p) AS pair, rank
ORDER BY rank, p.id
LIMIT $limit
