// Relationships at a moment whose both ends are among the given nodes of an account. Only types that join such
// nodes are followed: a member or a product has thousands of others.
// params: ids: list[str], as_of: date, known_at: datetime, limit: int
// returns: id: str, type: str, source: str, target: str, properties: map
UNWIND $ids AS start_id
MATCH (a:Entity {id: start_id})-[r:SITE_OF|PART_OF|WORKS_AT|REPORTS_TO|INFLUENCES|KNOWS|HOLDS_ROLE|APPROVAL_STEP
  |WITH|AT|SOLD_BY|OWNS|OF_UNIT|SUBSIDIARY_OF|SUCCEEDED_BY|JOINT_VENTURE_OF]->(b)
WHERE b.id IN $ids
  AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
  AND r.recorded_at <= $known_at
RETURN r.id AS id, type(r) AS type, a.id AS source, b.id AS target,
       r {.state, .weight, .kind, .role, .stance, .valid_from} AS properties
ORDER BY type, source, target, id
LIMIT $limit
