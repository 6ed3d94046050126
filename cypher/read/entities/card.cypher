// One node with all its properties.
// params: id: str
// returns: label: str, properties: map
MATCH (n:Entity {id: $id})
RETURN [label IN labels(n) WHERE label <> 'Entity'][0] AS label, properties(n) AS properties
