// How many relationships a node has by type, direction and label at the other end, at a moment.
// params: id: str, as_of: date, known_at: datetime
// returns: type: str, direction: str, label: str, total: int
MATCH (n:Entity {id: $id})-[r]-(other)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
  AND r.recorded_at <= $known_at
WITH type(r) AS type, startNode(r) = n AS is_out, labels(other) AS labels, count(r) AS total
RETURN type, CASE WHEN is_out THEN 'out' ELSE 'in' END AS direction,
       [label IN labels WHERE label <> 'Entity'][0] AS label, total
ORDER BY type, direction, label
