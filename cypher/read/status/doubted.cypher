// Contacts who seem to be gone since a day, by a job that ended, a move or a bounced mail; newest first.
// params: since: date, limit: int
// returns: id: str, name: str | null, name_latin: str | null, account: str | null, doubt: str, on: date, status: str | null
MATCH (n:Contact)
WHERE n.derived_doubt_on >= $since AND n.derived_override IS NULL
RETURN n.id AS id, n.name AS name, n.name_latin AS name_latin,
       COLLECT { MATCH (n)-[:WORKS_AT|SITE_OF|PART_OF*1..6]->(c:Company) RETURN c.name LIMIT 1 }[0] AS account, n.derived_doubt AS doubt, n.derived_doubt_on AS on,
       n.derived_status AS status
ORDER BY on DESC, id
LIMIT $limit
