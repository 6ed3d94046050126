// When scores were last derived, and for which day.
// params: none
// returns: state: map
MATCH (s:ScoreState)
RETURN properties(s) AS state
