// Records that a schema migration was applied.
// params: version: int, at: datetime
// returns: version: int
MERGE (s:SchemaVersion {id: 'schema'})
SET s.version = $version, s.applied_at = $at
RETURN s.version AS version
