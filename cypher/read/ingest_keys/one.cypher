// The key of a source that sends events, if it is still good.
// params: id: str
// returns: source: str, secret: str
MATCH (key:IngestKey {id: $id})
RETURN key.source AS source, key.secret AS secret
