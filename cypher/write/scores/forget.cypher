// Takes the scores away that were not derived this time.
// params: label: str, ids: list[str]
// returns: forgotten: int
MATCH (n:Company|Contact)
WHERE $label IN labels(n) AND n.derived_score IS NOT NULL AND NOT n.id IN $ids
REMOVE n.derived_score
RETURN count(n) AS forgotten
