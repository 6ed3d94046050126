// How many notices nobody has seen: all, or those of an owner and of nobody.
// params: owner: str | null
// returns: number: int
MATCH (notice:Notice)
WHERE notice.seen_at IS NULL AND ($owner IS NULL OR notice.owner IS NULL OR notice.owner = $owner)
RETURN count(notice) AS number
