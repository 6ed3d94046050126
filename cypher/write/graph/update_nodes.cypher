// Sets the changed properties of nodes; an earlier time of learning is kept.
// params: rows: list[map], at: datetime
// returns: updated: int
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
SET n += row.properties, n.updated_at = $at,
    n.created_at = CASE WHEN datetime(row.recorded_at) < n.created_at THEN datetime(row.recorded_at)
                        ELSE n.created_at END
FOREACH (name IN keys(row.instants) | SET n[name] = datetime(row.instants[name]))
RETURN count(n) AS updated
