// Overrides of the status of one node, newest first.
// params: id: str
// returns: override: map
MATCH (o:StatusOverride {about: $id})
RETURN properties(o) AS override
ORDER BY o.at DESC, o.id
LIMIT 200
