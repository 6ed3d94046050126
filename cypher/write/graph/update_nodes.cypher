// Sets the changed properties of nodes; an earlier time of learning is kept, unless the node is made anew from
// its claims. Where only the service's own properties change, the node counts as unchanged.
// params: rows: list[map], at: datetime
// returns: updated: int
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
SET n += row.properties,
    n.updated_at = CASE WHEN row.is_changed THEN $at ELSE n.updated_at END,
    n.created_at = CASE WHEN row.is_rebuilt OR datetime(row.recorded_at) < n.created_at
                        THEN datetime(row.recorded_at) ELSE n.created_at END
FOREACH (name IN keys(row.instants) | SET n[name] = datetime(row.instants[name]))
RETURN count(n) AS updated
