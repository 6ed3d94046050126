// When notices last went out by mail.
// params: none
// returns: at: datetime | null
MATCH (notice:Notice)
RETURN max(notice.mailed_at) AS at
