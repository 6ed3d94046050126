// What would be gone, by label, if a run were taken back, and what would stay and change.
// params: run: str
// returns: name: str, gone: int, changed: int
CALL () {
  MATCH (n:Entity {run: $run})
  WHERE n.claims IS NULL AND NOT (n:Fact AND n.superseded_at IS NOT NULL)
  RETURN [x IN labels(n) WHERE x <> 'Entity'][0] AS name, true AS is_gone
  UNION ALL
  MATCH (c:Claim {run: $run})
  WITH DISTINCT c.view_id AS view_id, c.name AS name
  RETURN name, NOT EXISTS { MATCH (o:Claim {view_id: view_id}) WHERE o.run <> $run } AS is_gone
}
RETURN name, count(CASE WHEN is_gone THEN 1 END) AS gone, count(CASE WHEN NOT is_gone THEN 1 END) AS changed
ORDER BY name
