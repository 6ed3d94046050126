// Puts a set of weights into use in place of the one that was; none: those that come with the service.
// params: id: str | null, by: str | null, at: datetime
// returns: activated: int
OPTIONAL MATCH (old:WeightSet {state: 'active'})
WITH collect(old) AS before
FOREACH (w IN before | SET w.state = 'kept')
WITH count(*) AS one
OPTIONAL MATCH (w:WeightSet {id: $id})
SET w.state = 'active', w.activated_by = $by, w.activated_at = $at
RETURN count(w) AS activated
