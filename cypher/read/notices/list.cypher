// Notices, the latest first: all, or those of an owner and of nobody; all or unseen ones.
// params: owner: str | null, only_unseen: bool, limit: int
// returns: notice: map
MATCH (notice:Notice)
WHERE ($owner IS NULL OR notice.owner IS NULL OR notice.owner = $owner)
  AND (NOT $only_unseen OR notice.seen_at IS NULL)
RETURN properties(notice) AS notice
ORDER BY notice.at DESC, notice.id
LIMIT $limit
