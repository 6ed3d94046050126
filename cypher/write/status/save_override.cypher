// Saves an override and marks the node with it.
// params: about: str, override: map
// returns: id: str
MATCH (n:Entity {id: $about})
MERGE (o:StatusOverride {id: $override.id})
SET o += $override
SET n.derived_override = CASE WHEN o.withdrawn_at IS NULL THEN o.status END,
    n.derived_at = coalesce(o.withdrawn_at, o.at)
RETURN o.id AS id
