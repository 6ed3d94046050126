// Units that may buy: the sites of companies, departments that had a deal by then, and companies with a deal at
// no place.
// params: as_of: date, known_at: datetime
// returns: id: str, label: str, name: str, function: str | null, region: str | null, country: str | null,
//   company_id: str | null, company_name: str | null, evidence: list[str], places: list[str]
MATCH (unit:Site)
WHERE unit.created_at <= $known_at
MATCH (unit)-[s:SITE_OF]->(company:Company)
WHERE (s.valid_from IS NULL OR s.valid_from <= $as_of)
  AND (s.valid_to IS NULL OR s.valid_to > $as_of OR s.ended_at > $known_at)
  AND s.recorded_at <= $known_at
WITH unit, s, company
ORDER BY s.id
WITH unit, collect(s)[0] AS r, collect(company)[0] AS owner
RETURN unit.id AS id, 'Site' AS label, unit.name AS name, unit.function AS function, unit.region AS region,
  coalesce(unit.country, owner.country) AS country, owner.id AS company_id, owner.name AS company_name,
  [r.id] AS evidence, [unit.id] + CASE WHEN unit.country IS NULL THEN [owner.id] ELSE [] END AS places
UNION ALL
MATCH (unit:Department)
WHERE unit.created_at <= $known_at
  AND EXISTS {
    MATCH (unit)<-[a:AT]-(deal:Deal)
    WHERE coalesce(deal.opened_on, deal.closed_on) <= $as_of
      AND deal.created_at <= $known_at
      AND (a.valid_from IS NULL OR a.valid_from <= $as_of)
      AND (a.valid_to IS NULL OR a.valid_to > $as_of OR a.ended_at > $known_at)
      AND a.recorded_at <= $known_at
  }
CALL (unit) {
  OPTIONAL MATCH up = (unit)-[:PART_OF]->{0,4}()-[:PART_OF|SITE_OF]->(place:Site|Company)
  WHERE all(r IN relationships(up) WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
    AND r.recorded_at <= $known_at)
  RETURN up, place
  ORDER BY place:Company DESC, length(up), place.id
  LIMIT 1
}
RETURN unit.id AS id, 'Department' AS label, unit.name AS name, null AS function,
  [n IN nodes(up) WHERE n:Site | n.region][0] AS region,
  coalesce([n IN nodes(up) WHERE n:Site | n.country][0], place.country) AS country,
  CASE WHEN place:Company THEN place.id END AS company_id,
  CASE WHEN place:Company THEN place.name END AS company_name,
  coalesce([r IN relationships(up) | r.id], []) AS evidence,
  coalesce([n IN nodes(up) WHERE n:Site OR n:Company | n.id], []) AS places
UNION ALL
MATCH (unit:Company)
WHERE unit.created_at <= $known_at
  AND EXISTS {
    MATCH (unit)<-[w:WITH]-(deal:Deal)
    WHERE coalesce(deal.opened_on, deal.closed_on) <= $as_of
      AND deal.created_at <= $known_at
      AND NOT EXISTS { (deal)-[:AT]->() }
      AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
      AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
      AND w.recorded_at <= $known_at
  }
RETURN unit.id AS id, 'Company' AS label, unit.name AS name, null AS function, null AS region,
  unit.country AS country, unit.id AS company_id, unit.name AS company_name, [] AS evidence,
  [unit.id] AS places
