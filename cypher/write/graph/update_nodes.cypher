// Sets the changed properties of nodes.
// params: rows: list[map]
// returns: updated: int
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
SET n += row.properties
RETURN count(n) AS updated
