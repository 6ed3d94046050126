// The pairs that are kept between some records.
// params: ids: list[str]
// returns: pair: map
UNWIND $ids AS id
MATCH (p:ResolutionPair {left_id: id}) WHERE p.right_id IN $ids
RETURN properties(p) AS pair
ORDER BY p.left_id, p.right_id
