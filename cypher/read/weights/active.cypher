// The changes of the set of weights in use, where one was put into use.
// params: none
// returns: version: str, changes: str
MATCH (w:WeightSet {state: 'active'})
RETURN w.id AS version, w.bits AS changes
