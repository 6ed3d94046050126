// Takes a segment away with its versions and what was counted; notices stay.
// params: id: str
// returns: number: int
MATCH (segment:Segment {id: $id})
OPTIONAL MATCH (other:SegmentVersion|SegmentDay {segment_id: $id})
DETACH DELETE segment, other
RETURN count(DISTINCT segment) AS number
