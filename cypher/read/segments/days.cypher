// How many members segments had on the days somebody looked; all segments or one.
// params: segment_id: str | null
// returns: day: map
MATCH (day:SegmentDay)
WHERE $segment_id IS NULL OR day.segment_id = $segment_id
RETURN properties(day) AS day
ORDER BY day.day, day.id
