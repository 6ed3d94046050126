// The set of weights in use, where a learned one was put into use.
// params: none
// returns: bits: str
MATCH (w:ResolutionWeights {state: 'active'})
RETURN w.bits AS bits
