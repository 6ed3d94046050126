// Deals with us of companies and sites up to a day. A deal that names no seller is ours. An end that was to come
// is not told.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: id: str, deal_id: str, opened_on: date | null, closed_on: date | null, outcome: str
UNWIND $ids AS id
MATCH (n:Entity {id: id})
CALL (n) {
  MATCH (n)<-[w:WITH]-(d:Deal)
  RETURN d, w.recorded_at AS told
  UNION
  MATCH (n)<-[:PART_OF*0..4]-(unit)<-[w:AT]-(d:Deal)
  WHERE n:Site
  RETURN d, w.recorded_at AS told
}
WITH DISTINCT n, d, told
WHERE (d.opened_on IS NULL OR d.opened_on <= $as_of) AND d.created_at <= $known_at AND told <= $known_at
  AND (NOT EXISTS { (d)-[:SOLD_BY]->() }
       OR EXISTS { (d)-[:SOLD_BY]->(:Company {is_self: true}) }
       OR EXISTS { (d)-[:SOLD_BY]->(:Site)-[:SITE_OF]->(:Company {is_self: true}) })
RETURN DISTINCT n.id AS id, d.id AS deal_id, d.opened_on AS opened_on,
       CASE WHEN d.closed_on <= $as_of THEN d.closed_on END AS closed_on,
       CASE WHEN d.closed_on <= $as_of THEN coalesce(d.outcome, 'open') ELSE 'open' END AS outcome
