// Marks notices as seen: those that are named, or all of an owner and of nobody, or all.
// params: ids: list[str] | null, owner: str | null, at: datetime
// returns: number: int
MATCH (notice:Notice)
WHERE notice.seen_at IS NULL AND ($ids IS NULL OR notice.id IN $ids)
  AND ($owner IS NULL OR notice.owner IS NULL OR notice.owner = $owner)
SET notice.seen_at = $at
RETURN count(notice) AS number
