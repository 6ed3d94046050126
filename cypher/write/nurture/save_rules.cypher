// Keeps a version of the rules of nurture.
// params: said: map
// returns: version: int
CREATE (r:NurtureRules)
SET r = $said
RETURN r.version AS version
