// The things of an account at a moment, the better connected first within each label: its sites,
// departments, people and deals, each with the box it sits in.
// params: company_id: str, as_of: date, known_at: datetime, per_label: int
// returns: label: str, total: int, nodes: list[map]
MATCH (c:Company {id: $company_id})
CALL (c) {
  MATCH (c)<-[:SITE_OF]-(s:Site)
  RETURN s AS node, c.id AS parent_id, null AS title, false AS has_left
  UNION
  MATCH (c)<-[:SITE_OF*0..1]-(place)<-[:PART_OF*1..4]-(d:Department)
  WITH c, d, [x IN collect(DISTINCT place) WHERE x:Site][0] AS site
  RETURN d AS node, coalesce(site.id, c.id) AS parent_id, null AS title, false AS has_left
  UNION
  MATCH (c)<-[:SITE_OF*0..1]-(place)<-[:PART_OF*0..4]-(unit)<-[job:WORKS_AT]-(p:Contact)
  WHERE (job.valid_from IS NULL OR job.valid_from <= $as_of) AND job.recorded_at <= $known_at
  WITH c, p, place, job ORDER BY coalesce(job.valid_to, date('9999-12-31')) DESC, job.id
  WITH c, p, [x IN collect(place) WHERE x:Site][0] AS site, collect(job)[0] AS job
  RETURN p AS node, coalesce(site.id, c.id) AS parent_id, job.title AS title,
         job.valid_to IS NOT NULL AND job.valid_to <= $as_of AS has_left
  UNION
  MATCH (c)<-[:WITH]-(d:Deal)
  WHERE (d.opened_on IS NULL OR d.opened_on <= $as_of) AND d.created_at <= $known_at
  RETURN d AS node, null AS parent_id, null AS title, false AS has_left
  UNION
  MATCH (c)-[r:SUBSIDIARY_OF]-(other:Company)
  RETURN other AS node, null AS parent_id, null AS title, false AS has_left
}
WITH node, parent_id, title, has_left, count{(node)--()} AS degree
ORDER BY degree DESC, node.id
WITH [x IN labels(node) WHERE x <> 'Entity'][0] AS label,
     collect(node {.id, .name, .name_kana, .name_latin, .status, .function, .kind, .is_self, .country, .at,
                   .opened_on, .amount, .currency,
                   outcome: CASE WHEN node.closed_on <= $as_of THEN node.outcome
                                 WHEN node:Deal THEN 'open' END,
                   closed_on: CASE WHEN node.closed_on <= $as_of THEN node.closed_on END,
                   title: coalesce(title, node.title), label: [x IN labels(node) WHERE x <> 'Entity'][0],
                   parent_id: parent_id, has_left: has_left}) AS nodes
RETURN label, size(nodes) AS total, nodes[0..$per_label] AS nodes
ORDER BY label
