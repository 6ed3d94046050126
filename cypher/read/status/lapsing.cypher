// Customers of a label that lapse in a period of days, soonest first.
// params: label: str, first: date, last: date, limit: int
// returns: id: str, name: str | null, name_latin: str | null, account: str | null, label: str, lapses_on: date
CALL () {
  MATCH (n:Company) WHERE $label = 'Company' AND n.derived_lapses_on >= $first AND n.derived_lapses_on <= $last
  RETURN n
  UNION ALL
  MATCH (n:Site) WHERE $label = 'Site' AND n.derived_lapses_on >= $first AND n.derived_lapses_on <= $last
  RETURN n
  UNION ALL
  MATCH (n:Contact) WHERE $label = 'Contact' AND n.derived_lapses_on >= $first AND n.derived_lapses_on <= $last
  RETURN n
}
WITH n WHERE n.derived_status = 'C' AND n.derived_override IS NULL
RETURN n.id AS id, n.name AS name, n.name_latin AS name_latin,
       COLLECT { MATCH (n)-[:WORKS_AT|SITE_OF|PART_OF*1..6]->(c:Company) RETURN c.name LIMIT 1 }[0] AS account, $label AS label, n.derived_lapses_on AS lapses_on
ORDER BY lapses_on, id
LIMIT $limit
