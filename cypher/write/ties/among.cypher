// The ties that are kept between some people, in a writing transaction.
// params: people: list[str]
// returns: tie: map
UNWIND $people AS one
MATCH (t:DerivedTie {one: one})
WHERE t.other IN $people
RETURN properties(t) AS tie
