// One node with all its properties, as at a moment where one is given: a deal that ended later is open, and a
// status or title, which is the present one, is told only when asked about the present, and a derived status only
// when it was derived by then.
// params: id: str, as_of: date | null, until: datetime | null, known_at: datetime | null
// returns: label: str, properties: map
MATCH (n:Entity {id: $id})
WHERE $known_at IS NULL OR n.created_at <= $known_at
WITH n, coalesce($until >= $known_at AND n.updated_at <= $known_at, true) AS is_now,
     $known_at IS NULL OR coalesce($until >= $known_at AND n.derived_at <= $known_at, false) AS is_derived
RETURN [label IN labels(n) WHERE label <> 'Entity'][0] AS label,
       CASE
         WHEN $as_of IS NOT NULL AND n.closed_on > $as_of THEN n {.*, closed_on: null, stage: null, outcome: 'open'}
         WHEN NOT (n:Company OR n:Site OR n:Contact) THEN properties(n)
         ELSE n {.*,
           status: CASE WHEN is_now THEN n.status END,
           title: CASE WHEN is_now THEN n.title END,
           derived_status: CASE WHEN is_derived THEN n.derived_status END,
           derived_customer_type: CASE WHEN is_derived THEN n.derived_customer_type END,
           derived_override: CASE WHEN is_derived THEN n.derived_override END}
       END AS properties
