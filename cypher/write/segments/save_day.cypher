// Keeps how many members a segment had on a day; the last look at a day counts.
// params: id: str, day: map
// returns: id: str
MERGE (day:SegmentDay {id: $id})
SET day = $day
RETURN day.id AS id
