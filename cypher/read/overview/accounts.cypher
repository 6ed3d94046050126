// Accounts with the most deals at a moment: how many people are known there, how many of them we were in
// touch with since a day, how many deals are open.
// params: as_of: date, until: datetime, since: datetime, known_at: datetime, limit: int
// returns: id: str, name: str, name_kana: str | null, name_latin: str | null, deals: int, open_deals: int,
//   sites: int, contacts: int, touched: int, last_touch: datetime | null
MATCH (c:Company)<-[:WITH]-(d:Deal)
WHERE (d.opened_on IS NULL OR d.opened_on <= $as_of) AND d.created_at <= $known_at
WITH c, count(d) AS deals,
     sum(CASE WHEN d.closed_on IS NULL OR d.closed_on > $as_of THEN 1 ELSE 0 END) AS open_deals
ORDER BY open_deals DESC, deals DESC, c.id
LIMIT $limit
CALL (c) {
  MATCH path = (c)<-[:SITE_OF|PART_OF*0..5]-(unit)
  WHERE all(r IN relationships(path) WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at) AND r.recorded_at <= $known_at)
  RETURN collect(DISTINCT unit) AS units
}
CALL (units) {
  UNWIND units AS unit
  OPTIONAL MATCH (unit)<-[job:WORKS_AT]-(p:Contact)
  WHERE (job.valid_from IS NULL OR job.valid_from <= $as_of) AND (job.valid_to IS NULL OR job.valid_to > $as_of OR job.ended_at > $known_at)
    AND job.recorded_at <= $known_at
  WITH DISTINCT p
  OPTIONAL MATCH (p)-[:TOOK_PART]->(a:Activity)<-[:TOOK_PART]-(:Member)
  WHERE a.at < $until AND a.created_at <= $known_at
  WITH p, max(a.at) AS last
  RETURN count(p) AS contacts, sum(CASE WHEN last >= $since THEN 1 ELSE 0 END) AS touched,
         max(last) AS last_touch
}
RETURN c.id AS id, c.name AS name, c.name_kana AS name_kana, c.name_latin AS name_latin, deals, open_deals,
       size([unit IN units WHERE unit:Site]) AS sites, contacts, touched, last_touch
ORDER BY open_deals DESC, deals DESC, id
