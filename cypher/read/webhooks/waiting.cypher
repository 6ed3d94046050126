// Notices made since a webhook was and that it has not taken, the oldest first.
// params: id: str, since: datetime, kinds: list[str] | null, limit: int
// returns: notice: map
MATCH (notice:Notice)
WHERE notice.at >= $since AND NOT $id IN coalesce(notice.posted_to, [])
  AND ($kinds IS NULL OR notice.kind IN $kinds)
RETURN properties(notice) AS notice
ORDER BY notice.at, notice.id
LIMIT $limit
