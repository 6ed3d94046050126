// Notices since a time that nobody has seen and that went out by no mail, with the owner's address; the oldest
// first.
// params: since: datetime
// returns: notice: map, email: str | null
MATCH (notice:Notice)
WHERE notice.at >= $since AND notice.seen_at IS NULL AND notice.mailed_at IS NULL
OPTIONAL MATCH (owner:Entity {id: notice.owner})
RETURN properties(notice) AS notice, owner.email AS email
ORDER BY notice.at, notice.id
