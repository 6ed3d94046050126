// Contacts with a score, derived or of a person, and whether they are hot: what a person said decides.
// params: hot: float, human_hot: float, is_hot: bool, limit: int
// returns: id: str, score: float | null, human_score: int | null
MATCH (n:Contact)
CALL (n) {
  OPTIONAL MATCH (human:HumanScore {about: n.id})
  WHERE human.withdrawn_at IS NULL
  RETURN human.score AS human_score ORDER BY human.at DESC LIMIT 1
}
WITH n, human_score, n.derived_score AS score
WHERE (score IS NOT NULL OR human_score IS NOT NULL)
  AND coalesce(human_score >= $human_hot, score >= $hot) = $is_hot
  AND coalesce(n.derived_override, n.derived_status, n.status, '') <> 'D'
RETURN n.id AS id, score, human_score
ORDER BY coalesce(human_score, score) DESC, id
LIMIT $limit
