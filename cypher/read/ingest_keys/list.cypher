// Keys of sources that send events, with their secrets, the oldest first.
// params: none
// returns: key: map
MATCH (key:IngestKey)
RETURN properties(key) AS key
ORDER BY key.created_at, key.id
