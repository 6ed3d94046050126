// Everything that people judged, in order of id.
// params: none
// returns: judgement: map
MATCH (j:Judgement)
RETURN properties(j) AS judgement
ORDER BY j.id
