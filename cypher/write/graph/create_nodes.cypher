// Creates nodes; their labels come from the model.
// params: rows: list[map]
// returns: created: int
UNWIND $rows AS row
CREATE (n:Entity:$(row.label))
SET n = row.properties
RETURN count(n) AS created
