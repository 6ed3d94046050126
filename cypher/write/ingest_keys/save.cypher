// Keeps a new key of a source that sends events.
// params: said: map
// returns: id: str
CREATE (key:IngestKey)
SET key = $said
RETURN key.id AS id
