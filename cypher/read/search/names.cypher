// What goes by a name, best match first; where several fit alike, the better connected first.
// params: text: str, labels: list[str], limit: int
// returns: id: str, label: str, name: str, context: str | null, score: float
CALL db.index.fulltext.queryNodes('names', $text, {limit: 400}) YIELD node, score
WHERE any(label IN labels(node) WHERE label IN $labels)
WITH node, score * (1 + log(1 + count{(node)--()}) / 10) AS score
ORDER BY score DESC, node.id
LIMIT $limit
OPTIONAL MATCH (node)-[:SITE_OF|PART_OF]->(above:Site|Company|Department)
OPTIONAL MATCH (node)-[job:WORKS_AT WHERE job.valid_to IS NULL]->(unit)
OPTIONAL MATCH (unit)-[:SITE_OF|PART_OF*1..4]->(employer:Company)
OPTIONAL MATCH (node)-[:WITH]->(account:Company)
WITH node, score, min(above.name) AS above, min(unit.name) AS unit, min(employer.name) AS employer,
     min(account.name) AS account
RETURN node.id AS id,
       [label IN labels(node) WHERE label <> 'Entity'][0] AS label,
       node.name AS name,
       coalesce(
         CASE WHEN unit IS NOT NULL
              THEN coalesce(employer + ' ', '') + unit + coalesce(' / ' + node.title, '') END,
         account, above, node.region, node.country) AS context,
       score AS score
ORDER BY score DESC, id
