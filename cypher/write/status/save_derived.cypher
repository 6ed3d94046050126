// Sets the derived status of nodes; an absent value is taken away.
// params: rows: list[map], at: datetime
// returns: saved: int
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
SET n.derived_status = row.status, n.derived_customer_type = row.customer_type, n.derived_lapses_on = row.lapses_on,
    n.derived_doubt = row.doubt, n.derived_doubt_on = row.doubt_on, n.derived_override = row.override,
    n.derived_at = $at
RETURN count(n) AS saved
