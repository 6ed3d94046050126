// Companies that went into another one by a day, or whose registration was closed; a new name or a move ends nothing.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: company_id: str, evidence_id: str, on: date | null
UNWIND $ids AS id
CALL (id) {
  MATCH (c:Company {id: id}) WHERE c.dissolved_on <= $as_of AND c.created_at <= $known_at
  RETURN c.id AS evidence_id, c.dissolved_on AS on, 0 AS rank
  UNION
  MATCH (c:Company {id: id})-[r:SUCCEEDED_BY]->(:Company)
  WHERE r.recorded_at <= $known_at AND (coalesce(r.on, r.valid_from) IS NULL OR coalesce(r.on, r.valid_from) <= $as_of)
    AND NOT coalesce(r.kind, '') IN ['rename', 'move']
  RETURN r.id AS evidence_id, coalesce(r.on, r.valid_from) AS on, 1 AS rank
}
// That it went into another one says more than that it was closed, so it comes last.
WITH id, evidence_id, on, rank
ORDER BY id, rank
RETURN id AS company_id, evidence_id, on
