// Notes activities whose ties are to be made anew, with the people who no longer take part in them. While ties are
// not kept, nothing is noted.
// params: rows: list[map]
// returns: marked: int
MATCH (s:TieState {id: 'ties'})
WHERE s.state <> 'dropped'
UNWIND $rows AS row
MERGE (m:TieMark {id: row.id})
SET m.people = coalesce(m.people, []) + row.people
RETURN count(m) AS marked
