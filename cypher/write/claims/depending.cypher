// Runs whose relationships hang on nodes that would be gone if a run were taken back.
// params: run: str
// returns: run: str, total: int
MATCH (n:Entity)
WHERE n.run = $run AND n.claims IS NULL
   OR n.claims > 0 AND NOT EXISTS { MATCH (c:Claim {view_id: n.id}) WHERE c.run <> $run }
MATCH (n)-[r]-(other)
WHERE NOT (other:Fact AND other.superseded_at IS NOT NULL)
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
