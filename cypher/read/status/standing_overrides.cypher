// Overrides that stand, by what they are about.
// params: none
// returns: about: str, status: str
MATCH (o:StatusOverride)
WHERE o.withdrawn_at IS NULL
RETURN o.about AS about, o.status AS status
