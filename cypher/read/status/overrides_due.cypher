// Overrides that were to be looked at again by a day, earliest first.
// params: day: date, limit: int
// returns: override: map, name: str | null, name_latin: str | null, label: str | null
MATCH (o:StatusOverride)
WHERE o.withdrawn_at IS NULL AND o.review_on <= $day
WITH o ORDER BY o.review_on, o.id LIMIT $limit
OPTIONAL MATCH (n:Entity {id: o.about})
RETURN properties(o) AS override, n.name AS name, n.name_latin AS name_latin,
       [l IN labels(n) WHERE l <> 'Entity'][0] AS label
