// What hangs right under some companies and what they hang under, in the group.
// params: children: list[str], parents: list[str], as_of: date, known_at: datetime
// returns: id: str, child_id: str, parent_id: str, share: float | null
CALL () {
  UNWIND $children AS id
  MATCH (child:Company {id: id})-[r:SUBSIDIARY_OF]->(parent:Company)
  RETURN child, r, parent
  UNION
  UNWIND $parents AS id
  MATCH (child:Company)-[r:SUBSIDIARY_OF]->(parent:Company {id: id})
  RETURN child, r, parent
}
WITH child, r, parent
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at) AND r.recorded_at <= $known_at
RETURN r.id AS id, child.id AS child_id, parent.id AS parent_id, r.share AS share
ORDER BY id
