// Sets the changed properties of nodes; an earlier time of learning is kept.
// params: rows: list[map], at: datetime
// returns: updated: int
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
SET n += row.properties, n.updated_at = $at,
    n.created_at = CASE WHEN row.recorded_at < n.created_at THEN row.recorded_at ELSE n.created_at END
RETURN count(n) AS updated
