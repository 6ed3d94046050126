// A page of what a source spoke of together with others, in order of id, with the records it was said of.
// params: source: str, after: str, limit: int
// returns: view_id: str, is_node: bool, about: list[str]
MATCH (c:Claim {source: $source})
WHERE c.view_id > $after
WITH c.view_id AS view_id, c.start_id IS NULL AS is_node, collect(DISTINCT c.about) AS about
RETURN view_id, is_node, about
ORDER BY view_id
LIMIT $limit
