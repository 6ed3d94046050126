// Relationships of a node at a moment with what is at their other end, newest first within each type.
// params: id: str, types: list[str] | null, direction: str | null, label: str | null,
//   as_of: date, until: datetime, known_at: datetime, per_type: int, limit: int
// returns: id: str, type: str, direction: str, properties: map, node: map
MATCH (n:Entity {id: $id})-[r]-(other:Entity)
WHERE ($types IS NULL OR type(r) IN $types)
  AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND (r.valid_to IS NULL OR r.valid_to > $as_of)
  AND r.recorded_at <= $known_at
  AND ($label IS NULL OR $label IN labels(other))
  AND ($direction IS NULL OR $direction = CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END)
  AND (other.at IS NULL OR other.at < $until)
  AND (other.opened_on IS NULL OR other.opened_on <= $as_of)
  AND (other.purchased_on IS NULL OR other.purchased_on <= $as_of)
WITH n, r, other,
     toString(coalesce(other.at, other.closed_on, other.opened_on, other.purchased_on, r.valid_from)) AS day
ORDER BY day IS NOT NULL DESC, day DESC, other.name, other.id
WITH type(r) AS type,
     CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END AS direction,
     collect({r: r, other: other})[0..$per_type] AS pairs
UNWIND pairs AS pair
WITH type, direction, pair.r AS r, pair.other AS other
RETURN r.id AS id, type, direction, properties(r) AS properties,
       other {.id, .name, .name_kana, .name_latin, .title, .status, .function, .kind, .at, .subject,
                   .stage, .outcome, .amount, .currency, .opened_on, .closed_on, .purchased_on, .text,
                   .is_self, .country,
                   label: [label IN labels(other) WHERE label <> 'Entity'][0]} AS node
ORDER BY type, direction, coalesce(node.name, node.id), id
LIMIT $limit
