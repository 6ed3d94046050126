// What stands as the status of nodes: said, derived and overridden.
// params: ids: list[str]
// returns: id: str, label: str, name: str | null, status: str | null, derived_status: str | null,
//   derived_customer_type: str | null, derived_override: str | null, derived_lapses_on: date | null,
//   derived_doubt: str | null, derived_doubt_on: date | null
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Entity'][0] AS label, n.name AS name, n.status AS status,
       n.derived_status AS derived_status, n.derived_customer_type AS derived_customer_type,
       n.derived_override AS derived_override, n.derived_lapses_on AS derived_lapses_on,
       n.derived_doubt AS derived_doubt, n.derived_doubt_on AS derived_doubt_on
