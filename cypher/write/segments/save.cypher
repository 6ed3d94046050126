// Keeps a segment as it is after a change, with its version; nothing where somebody else changed it first.
// params: id: str, before: int, segment: map, version: map
// returns: number: int
MERGE (segment:Segment {id: $id})
ON CREATE SET segment.number = 0
// Writing takes the lock: two people who change it at once come one after the other.
SET segment.id = $id
WITH segment
WHERE segment.number = $before
SET segment += $segment
MERGE (version:SegmentVersion {id: $version.id})
SET version = $version
RETURN segment.number AS number
