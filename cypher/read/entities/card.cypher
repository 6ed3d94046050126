// One node with all its properties, as at a moment where one is given: a deal that ended later is open, and a
// status or title, which is the present one, is told only when asked about the present.
// params: id: str, as_of: date | null, until: datetime | null, known_at: datetime | null
// returns: label: str, properties: map
MATCH (n:Entity {id: $id})
WHERE $known_at IS NULL OR n.created_at <= $known_at
WITH n, coalesce($until >= $known_at AND n.updated_at <= $known_at, true) AS is_now
RETURN [label IN labels(n) WHERE label <> 'Entity'][0] AS label,
       CASE
         WHEN $as_of IS NOT NULL AND n.closed_on > $as_of THEN n {.*, closed_on: null, stage: null, outcome: 'open'}
         WHEN NOT is_now AND (n:Company OR n:Site OR n:Contact) THEN n {.*, status: null, title: null}
         ELSE properties(n)
       END AS properties
