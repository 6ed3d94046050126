// Ended deals with us of companies, sites, contacts, or of the deals themselves: won and lost, and the values the
// node has now. A deal that names no seller is ours.
// params: label: str, properties: list[str], as_of: date
// returns: id: str, won: int, lost: int, values: list[any]
MATCH (d:Deal)
WHERE d.closed_on <= $as_of AND d.outcome IN ['won', 'lost']
  AND (NOT EXISTS { (d)-[:SOLD_BY]->() }
       OR EXISTS { (d)-[:SOLD_BY]->(:Company {is_self: true}) }
       OR EXISTS { (d)-[:SOLD_BY]->(:Site)-[:SITE_OF]->(:Company {is_self: true}) })
CALL (d) {
  WITH d WHERE $label = 'Deal'
  RETURN d AS n
  UNION
  MATCH (d)-[:WITH|AT]->(n) WHERE $label IN labels(n)
  RETURN n
  UNION
  MATCH (d)<-[:HOLDS_ROLE]-(n:Contact) WHERE $label = 'Contact'
  RETURN n
}
WITH n, sum(CASE WHEN d.outcome = 'won' THEN 1 ELSE 0 END) AS won,
     sum(CASE WHEN d.outcome = 'lost' THEN 1 ELSE 0 END) AS lost
RETURN n.id AS id, won, lost, [property IN $properties | n[property]] AS values
ORDER BY id
