// Begins, goes on with or ends the watch of a segment; what is null is taken away.
// params: id: str, watch: map
// returns: id: str
MATCH (segment:Segment {id: $id})
SET segment += $watch
RETURN segment.id AS id
