// What people said of how warm a node is, the newest first.
// params: about: str
// returns: human: map
MATCH (h:HumanScore {about: $about})
RETURN properties(h) AS human
ORDER BY h.at DESC, h.id
LIMIT 200
