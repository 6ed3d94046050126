// Companies that were merged into others, or renamed, by a day.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: id: str, old_id: str, new_id: str, kind: str | null, on: date | null
UNWIND $ids AS id
MATCH (old:Company)-[r:SUCCEEDED_BY]->(new:Company {id: id})
WHERE r.recorded_at <= $known_at AND (coalesce(r.on, r.valid_from) IS NULL OR coalesce(r.on, r.valid_from) <= $as_of)
RETURN r.id AS id, old.id AS old_id, new.id AS new_id, r.kind AS kind, coalesce(r.on, r.valid_from) AS on
ORDER BY id
