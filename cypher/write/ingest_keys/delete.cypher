// Forgets a key of a source that sends events.
// params: id: str
// returns: number: int
MATCH (key:IngestKey {id: $id})
DELETE key
RETURN count(key) AS number
