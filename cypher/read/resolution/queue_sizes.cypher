// How many pairs there are by state and label.
// params: none
// returns: state: str, label: str, total: int
MATCH (p:ResolutionPair)
RETURN p.state AS state, p.label AS label, count(*) AS total
ORDER BY state, label
