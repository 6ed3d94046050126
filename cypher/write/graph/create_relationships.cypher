// Creates relationships between nodes that are there; their types come from the model.
// params: rows: list[map], at: datetime
// returns: created: int
UNWIND $rows AS row
MATCH (a:Entity {id: row.start_id})
MATCH (b:Entity {id: row.end_id})
CREATE (a)-[r:$(row.type)]->(b)
SET r = row.properties, r.recorded_at = coalesce(datetime(row.recorded_at), $at)
RETURN count(r) AS created
