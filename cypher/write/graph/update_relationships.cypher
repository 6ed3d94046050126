// Sets the changed properties of relationships; an earlier time of learning is kept, unless the relationship is
// made anew from its claims.
// params: rows: list[map]
// returns: updated: int
UNWIND $rows AS row
MATCH (a:Entity {id: row.start_id})
MATCH (b:Entity {id: row.end_id})
MATCH (a)-[r {id: row.id}]->(b)
SET r += row.properties,
    r.recorded_at = CASE WHEN row.is_rebuilt OR datetime(row.recorded_at) < r.recorded_at
                         THEN datetime(row.recorded_at) ELSE r.recorded_at END
RETURN count(r) AS updated
