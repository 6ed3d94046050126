// When it was last looked at who is to be brought on, for which day, and since which day triggers fire.
// params: none
// returns: state: map
MATCH (s:NurtureState)
RETURN properties(s) AS state
