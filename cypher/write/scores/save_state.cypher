// Keeps when scores were last derived, and for which day.
// params: said: map
// returns: refreshed_at: datetime
MERGE (s:ScoreState {id: 'scores'})
SET s += $said
RETURN s.refreshed_at AS refreshed_at
