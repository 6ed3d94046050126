// Creates nodes; their labels come from the model. A row that knows when it was learned says so. Times come
// as ISO texts, apart from the other properties: the driver is slow at them, the server is not.
// params: rows: list[map], at: datetime
// returns: created: int
UNWIND $rows AS row
CREATE (n:Entity:$(row.label))
SET n = row.properties, n.created_at = coalesce(datetime(row.recorded_at), $at), n.updated_at = $at
FOREACH (name IN keys(row.instants) | SET n[name] = datetime(row.instants[name]))
RETURN count(n) AS created
