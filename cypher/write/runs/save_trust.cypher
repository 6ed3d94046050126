// Keeps how far a source is trusted.
// params: source: str, trust: int
// returns: source: str
MERGE (t:SourceTrust {source: $source})
SET t.trust = $trust
RETURN t.source AS source
