// The things of an account at a moment, each with the box it sits in. First come, of people, those who are there,
// and those with the most to do in deals and with their colleagues and us; of sites and departments, the largest;
// of deals, the open and the newest.
// params: company_id: str, as_of: date, known_at: datetime, per_label: int
// returns: label: str, total: int, nodes: list[map]
MATCH (c:Company {id: $company_id})
CALL (c) {
  MATCH path = (c)<-[:SITE_OF|PART_OF*0..5]-(unit)
  WHERE all(r IN relationships(path) WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at) AND r.recorded_at <= $known_at)
  WITH unit, min([n IN nodes(path) WHERE n:Site | n.id][0]) AS site_id
  RETURN collect({node: unit, site_id: site_id}) AS units
}
CALL (c, units) {
  UNWIND units AS unit
  WITH c, unit.node AS node, unit.site_id AS site_id
  WHERE node <> c
  RETURN node, CASE WHEN node:Site THEN c.id ELSE coalesce(site_id, c.id) END AS parent_id, null AS title,
         false AS has_left, count {
           (node)<-[r:WORKS_AT|PART_OF|AT]-()
           WHERE r.recorded_at <= $known_at AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
         } AS rank
  UNION ALL
  UNWIND units AS unit
  WITH c, unit.node AS node, unit.site_id AS site_id
  MATCH (node)<-[job:WORKS_AT]-(person:Contact)
  WHERE (job.valid_from IS NULL OR job.valid_from <= $as_of) AND job.recorded_at <= $known_at
    AND person.created_at <= $known_at
  WITH c, person, site_id, job, job.valid_to IS NOT NULL AND job.valid_to <= $as_of
    AND coalesce(job.ended_at <= $known_at, true) AS has_left
  ORDER BY has_left, job.valid_from DESC, job.id
  WITH c, person, collect({site_id: site_id, title: job.title, has_left: has_left})[0] AS last
  RETURN person AS node, coalesce(last.site_id, c.id) AS parent_id, last.title AS title,
         last.has_left AS has_left, CASE WHEN last.has_left THEN 0 ELSE 100000 END + count {
           (person)-[r:HOLDS_ROLE|REPORTS_TO|INFLUENCES|KNOWS|TOOK_PART]-()
           WHERE r.recorded_at <= $known_at AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
         } AS rank
  UNION ALL
  MATCH (c)-[r:SUBSIDIARY_OF]-(other:Company)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
    AND r.recorded_at <= $known_at
  RETURN DISTINCT other AS node, null AS parent_id, null AS title, false AS has_left, 0 AS rank
  UNION ALL
  MATCH (c)<-[r:WITH]-(deal:Deal)
  WHERE r.recorded_at <= $known_at AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (deal.opened_on IS NULL OR deal.opened_on <= $as_of) AND deal.created_at <= $known_at
  RETURN deal AS node, null AS parent_id, null AS title, false AS has_left,
         CASE WHEN deal.closed_on <= $as_of THEN 0 ELSE 1000000 END
           + duration.inDays(date('1970-01-01'), coalesce(deal.opened_on, deal.closed_on, $as_of)).days AS rank
}
WITH node, parent_id, title, has_left, rank
ORDER BY rank DESC, node.id
WITH labels(node) AS labels, collect({node: node, parent_id: parent_id, title: title, has_left: has_left}) AS rows
WITH [label IN labels WHERE label <> 'Entity'][0] AS label, size(rows) AS total, rows[0..$per_label] AS shown
UNWIND shown AS row
WITH label, total, row, row.node AS node
RETURN label, total, collect(node {
  .id, .name, .name_kana, .name_latin, .function, .kind, .is_self, .country, .opened_on, .amount, .currency,
  title: coalesce(row.title, node.title), parent_id: row.parent_id, has_left: row.has_left, label: label,
  status: CASE WHEN node.derived_at <= $known_at AND date(node.derived_at) <= $as_of
               THEN coalesce(node.derived_override, node.derived_status, node.status) ELSE node.status END,
  closed_on: CASE WHEN node.closed_on <= $as_of THEN node.closed_on END,
  outcome: CASE WHEN node.closed_on <= $as_of THEN node.outcome WHEN node:Deal THEN 'open' END}) AS nodes
ORDER BY label
