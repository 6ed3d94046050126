// What each source said of records that several spoke of, oldest first.
// params: none
// returns: id: str, source: str, said: str, at: datetime
MATCH (c:Claim)
WHERE c.start_id IS NULL
RETURN c.view_id AS id, c.source AS source, c.said AS said, c.at AS at
ORDER BY id, at
