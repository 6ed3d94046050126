// Runs by which a person said something of a property of a node.
// params: id: str, property: str
// returns: run: str
MATCH (c:Claim {view_id: $id, source: 'manual'})
WHERE c.said CONTAINS '"' + $property + '"'
RETURN c.run AS run
ORDER BY run
