// Ids of contacts who did something by a moment, one chunk in order of id.
// params: after: str, limit: int, until: datetime, known_at: datetime
// returns: id: str
MATCH (c:Contact)
WHERE c.id > $after AND EXISTS {
  (c)-[part:TOOK_PART]->(a:Activity)
  WHERE a.at < $until AND a.created_at <= $known_at AND part.recorded_at <= $known_at
}
RETURN c.id AS id
ORDER BY id
LIMIT $limit
