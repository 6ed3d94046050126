// The sets of weights that were learned, the newest first.
// params: none
// returns: weights: map
MATCH (w:ResolutionWeights)
RETURN properties(w) AS weights
ORDER BY w.made_at DESC, w.id
