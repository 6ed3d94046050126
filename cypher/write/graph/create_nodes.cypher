// Creates nodes; their labels come from the model. A row that knows when it was learned says so.
// params: rows: list[map], at: datetime
// returns: created: int
UNWIND $rows AS row
CREATE (n:Entity:$(row.label))
SET n = row.properties, n.created_at = coalesce(row.recorded_at, $at), n.updated_at = $at
RETURN count(n) AS created
