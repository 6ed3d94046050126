// Number of the last schema migration that was applied; no row on an empty database.
// params: none
// returns: version: int
MATCH (s:SchemaVersion)
RETURN s.version AS version
