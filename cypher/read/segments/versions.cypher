// Every version of a segment, the latest first.
// params: segment_id: str
// returns: version: map
MATCH (version:SegmentVersion {segment_id: $segment_id})
RETURN properties(version) AS version
ORDER BY version.number DESC
