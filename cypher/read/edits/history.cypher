// The relationships of a type that start at a node, ended ones too, with the runs that spoke of them.
// params: start_id: str, type: str
// returns: id: str, end_id: str, end_name: str | null, properties: map, runs: list[map]
MATCH (a:Entity {id: $start_id})-[r]->(b:Entity)
WHERE type(r) = $type
RETURN r.id AS id, b.id AS end_id, b.name AS end_name, properties(r) AS properties,
  COLLECT {
    WITH r
    CALL (r) {
      OPTIONAL MATCH (c:Claim {view_id: r.id})
      WITH r, collect(c.run) AS claimed
      UNWIND CASE WHEN r.run IS NULL THEN claimed ELSE claimed + [r.run] END AS id
      RETURN DISTINCT id
    }
    MATCH (run:ImportRun {id: id})
    RETURN run {.id, .kind, .source, .what, .by, .reason, .started_at} ORDER BY run.started_at, run.id
  } AS runs
ORDER BY id
