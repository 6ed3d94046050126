// Relationships of a node at a moment with what is at their other end, newest first within each type. A hub has
// thousands: of most of them only the relationship is looked at, and only those that are shown are spelt out. None
// of them had ended, so an end that was to come is not told.
// params: id: str, types: list[str] | null, direction: str | null, label: str | null,
//   as_of: date, until: datetime, known_at: datetime, per_type: int, limit: int
// returns: id: str, type: str, direction: str, properties: map, node: map
MATCH (n:Entity {id: $id})-[r]-(other)
WHERE r.recorded_at <= $known_at
  AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
  AND (r.valid_from <= $as_of OR r.valid_from IS NULL AND coalesce(other.at < $until, true)
    AND coalesce(coalesce(other.opened_on, other.purchased_on) <= $as_of, true))
  AND ($types IS NULL OR type(r) IN $types)
  AND ($label IS NULL OR $label IN labels(other))
  AND ($direction IS NULL OR $direction = CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END)
WITH r, startNode(r) = n AS is_out, coalesce(r.valid_from, other.at, other.opened_on, other.purchased_on) AS day
ORDER BY day IS NOT NULL DESC, day DESC, r.id
WITH type(r) AS type, is_out, collect(r)[0..$per_type] AS facts
UNWIND facts AS r
WITH r, type, CASE WHEN is_out THEN 'out' ELSE 'in' END AS direction,
     CASE WHEN is_out THEN endNode(r) ELSE startNode(r) END AS other
RETURN r.id AS id, type, direction, r {.*, recorded_at: null, valid_to: null} AS properties,
       other {.id, .name, .name_kana, .name_latin, .title, .function, .kind, .at, .subject,
                   .amount, .currency, .opened_on, .purchased_on, .text, .is_self, .country,
                   status: CASE WHEN $until < $known_at THEN null
                                WHEN other.derived_at <= $known_at
                                THEN coalesce(other.derived_override, other.derived_status, other.status)
                                ELSE other.status END,
                   closed_on: CASE WHEN other.closed_on <= $as_of THEN other.closed_on END,
                   outcome: CASE WHEN other.closed_on <= $as_of THEN other.outcome
                                 WHEN other:Deal THEN 'open' END,
                   label: [label IN labels(other) WHERE label <> 'Entity'][0]} AS node
ORDER BY type, direction, coalesce(node.name, node.id), id
LIMIT $limit
