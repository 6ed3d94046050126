// When anything was last imported or edited, and how many pairs wait: a report is good as long as these stand.
// params: none
// returns: updated_at: datetime | null, runs: int, pairs: int
OPTIONAL MATCH (r:ImportRun)
WITH max(r.updated_at) AS updated_at, count(r) AS runs
RETURN updated_at, runs, COUNT { MATCH (:ResolutionPair {state: 'review'}) } AS pairs
