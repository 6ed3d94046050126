// Every node of the model with its properties; for the checksum.
// params: none
// returns: label: str, properties: map
MATCH (n:Entity)
RETURN [label IN labels(n) WHERE label <> 'Entity'][0] AS label, properties(n) AS properties
