// Runs whose relationships hang on nodes that would be gone if a run were taken back.
// params: run: str
// returns: run: str, total: int
CALL () {
  MATCH (n:Entity {run: $run}) WHERE n.claims IS NULL RETURN n
  UNION
  MATCH (c:Claim {run: $run}) WHERE c.start_id IS NULL
  MATCH (n:Entity {id: c.view_id})
  WHERE NOT EXISTS { MATCH (o:Claim {view_id: n.id}) WHERE o.run <> $run }
  RETURN n
}
MATCH (n)-[r]-(other)
WHERE NOT (n:Fact AND n.superseded_at IS NOT NULL OR other:Fact AND other.superseded_at IS NOT NULL)
  AND (r.claims IS NOT NULL OR r.run <> $run)
CALL (r) {
  WITH r WHERE r.claims IS NULL
  RETURN r.run AS run
  UNION
  WITH r WHERE r.claims IS NOT NULL
  MATCH (c:Claim {view_id: r.id})
  RETURN c.run AS run
}
WITH run, r WHERE run <> $run
RETURN run, count(DISTINCT r) AS total
ORDER BY total DESC, run
