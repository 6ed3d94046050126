// Keeps what a person says of how warm a node is; what was said before stands no longer.
// params: about: str, at: datetime, said: map | null
// returns: ended: int
CALL () {
  MATCH (old:HumanScore {about: $about})
  WHERE old.withdrawn_at IS NULL
  SET old.withdrawn_at = $at
  RETURN count(old) AS ended
}
FOREACH (said IN CASE WHEN $said IS NULL THEN [] ELSE [$said] END |
  CREATE (human:HumanScore)
  SET human = said)
RETURN ended
