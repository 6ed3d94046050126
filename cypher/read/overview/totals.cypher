// How many of each label there are.
// params: none
// returns: label: str, total: int
MATCH (n:Entity)
WITH [x IN labels(n) WHERE x <> 'Entity'][0] AS label, count(n) AS total
RETURN label, total
ORDER BY label
