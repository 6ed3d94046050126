// The sources that imports came from or that are trusted in a stated way.
// params: none
// returns: source: str, trust: int | null, runs: int
CALL () {
  MATCH (r:ImportRun) WHERE coalesce(r.kind, 'import') <> 'trust' RETURN r.source AS source
  UNION
  MATCH (t:SourceTrust) RETURN t.source AS source
}
OPTIONAL MATCH (t:SourceTrust {source: source})
RETURN source, t.trust AS trust,
       COUNT { MATCH (r:ImportRun {source: source}) WHERE coalesce(r.kind, 'import') <> 'trust' } AS runs
ORDER BY source
