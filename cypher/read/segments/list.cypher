// Segments by name; all or one.
// params: id: str | null
// returns: segment: map
MATCH (segment:Segment)
WHERE $id IS NULL OR segment.id = $id
RETURN properties(segment) AS segment
ORDER BY segment.name, segment.id
