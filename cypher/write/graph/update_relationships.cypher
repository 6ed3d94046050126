// Sets the changed properties of relationships.
// params: rows: list[map]
// returns: updated: int
UNWIND $rows AS row
MATCH (a:Entity {id: row.start_id})
MATCH (b:Entity {id: row.end_id})
MATCH (a)-[r {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS updated
