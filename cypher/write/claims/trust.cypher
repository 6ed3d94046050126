// How far each source is trusted, where that was stated.
// params: none
// returns: source: str, trust: int
MATCH (t:SourceTrust)
RETURN t.source AS source, t.trust AS trust
ORDER BY source
