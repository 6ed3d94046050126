// The trees of products, markets and regions: what is under what.
// params: as_of: date, known_at: datetime
// returns: child_id: str, parent_id: str, parent_name: str, evidence_id: str
MATCH (child:Product|Market|Region)-[r:CHILD_OF]->(parent:Product|Market|Region)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
  AND r.recorded_at <= $known_at
RETURN child.id AS child_id, parent.id AS parent_id, parent.name AS parent_name,
  r.id AS evidence_id
ORDER BY evidence_id
