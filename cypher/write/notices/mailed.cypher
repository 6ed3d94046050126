// Keeps that notices went out by mail.
// params: ids: list[str], at: datetime
// returns: number: int
MATCH (notice:Notice)
WHERE notice.id IN $ids
SET notice.mailed_at = $at
RETURN count(notice) AS number
