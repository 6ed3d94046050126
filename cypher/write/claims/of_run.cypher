// Some of the kept claims of a run, in a writing transaction.
// params: run: str, limit: int
// returns: id: str, about: str, view_id: str, start_id: str | null
MATCH (c:Claim {run: $run})
RETURN c.id AS id, c.about AS about, c.view_id AS view_id, c.start_id AS start_id
ORDER BY id
LIMIT $limit
