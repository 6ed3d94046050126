// Keeps a version of the rules of scores.
// params: said: map
// returns: version: int
CREATE (r:ScoreRules)
SET r = $said
RETURN r.version AS version
