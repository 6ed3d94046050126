// Sites that have one of some keys; those that are one with another by what they said for themselves. A
// key that many share tells nothing. The hints keep a plan made for a small graph from scanning a large one.
// params: keys: list[str], most: int
// returns: key: str, ids: list[str]
UNWIND $keys AS key
CALL (key) {
  MATCH (m:Site {match_name: key}) USING INDEX SEEK m:Site(match_name)
  RETURN m.id AS id
  UNION
  MATCH (m:Merged {label: 'Site', match_name: key}) USING INDEX SEEK m:Merged(label, match_name)
  RETURN m.id AS id
}
WITH key, collect(id) AS ids
WHERE size(ids) <= $most
RETURN key, ids
ORDER BY key
