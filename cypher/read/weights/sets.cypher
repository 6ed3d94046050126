// The sets of weights that were made, the newest first.
// params: none
// returns: weights: map
MATCH (w:WeightSet)
RETURN properties(w) AS weights
ORDER BY w.made_at DESC, w.id
