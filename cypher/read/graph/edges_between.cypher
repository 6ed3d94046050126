// Relationships at a moment whose both ends are among the given nodes.
// params: ids: list[str], as_of: date, known_at: datetime, limit: int
// returns: id: str, type: str, source: str, target: str, properties: map
MATCH (a:Entity WHERE a.id IN $ids)-[r]->(b:Entity)
WHERE b.id IN $ids
  AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND (r.valid_to IS NULL OR r.valid_to > $as_of)
  AND r.recorded_at <= $known_at
RETURN r.id AS id, type(r) AS type, a.id AS source, b.id AS target, properties(r) AS properties
ORDER BY type, source, target, id
LIMIT $limit
