// Companies that went into another one by a day; a new name or a move ends nothing.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: company_id: str, evidence_id: str, on: date | null
UNWIND $ids AS id
MATCH (c:Company {id: id})-[r:SUCCEEDED_BY]->(:Company)
WHERE r.recorded_at <= $known_at AND (coalesce(r.on, r.valid_from) IS NULL OR coalesce(r.on, r.valid_from) <= $as_of)
  AND NOT coalesce(r.kind, '') IN ['rename', 'move']
RETURN c.id AS company_id, r.id AS evidence_id, coalesce(r.on, r.valid_from) AS on
