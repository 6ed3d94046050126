// What conditions are about: properties of companies, sites or contacts (those not said of a site or contact are
// its company's), what they are tied to, who looks after them, and the places of a company.
// params: prefix: str, ids: list[str] | null, properties: list[str], as_of: date, until: datetime, known_at: datetime
// returns: id: str, label: str, name: str, name_latin: str | null, values: list, status: str | null,
//   customer_type: str | null, company: map | null, ties: list[list], places: list[list]
MATCH (n:Entity)
WHERE n.id STARTS WITH $prefix AND ($ids IS NULL OR n.id IN $ids) AND n.created_at <= $known_at
WITH n, coalesce($until >= $known_at AND n.derived_at <= $known_at, false) AS is_derived
CALL (n) {
  OPTIONAL MATCH up = (n)-[:SITE_OF|PART_OF|WORKS_AT]->{1,5}(company:Company)
  WHERE all(r IN relationships(up) WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
    AND r.recorded_at <= $known_at)
  RETURN company
  ORDER BY length(up), company.id
  LIMIT 1
}
CALL (n, company) {
  UNWIND [x IN [n, company] WHERE x IS NOT NULL] AS owner
  MATCH (owner)-[r:IN_REGION|IN_MARKET|HAS_NEED|HAS_USE_SCENE|USES|SUBSIDIARY_OF|OWNS]-(other:Entity)
  WHERE (type(r) <> 'OWNS' AND startNode(r) = owner OR type(r) = 'OWNS' AND endNode(r) = owner)
    AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
    AND r.recorded_at <= $known_at
  RETURN collect(DISTINCT [type(r), other.id, other.name]) AS ties
}
CALL (n) {
  OPTIONAL MATCH (n)<-[s:SITE_OF]-(site:Site)
  WHERE (s.valid_from IS NULL OR s.valid_from <= $as_of)
    AND (s.valid_to IS NULL OR s.valid_to > $as_of OR s.ended_at > $known_at)
    AND s.recorded_at <= $known_at
  RETURN collect(DISTINCT [site.region, site.function]) AS places
}
RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Entity'][0] AS label, coalesce(n.name, n.id) AS name,
  n.name_latin AS name_latin, [p IN $properties | coalesce(n[p], company[p])] AS values,
  CASE WHEN is_derived THEN coalesce(n.derived_override, n.derived_status, n.status)
    WHEN $until >= $known_at AND n.updated_at <= $known_at THEN n.status END AS status,
  CASE WHEN is_derived THEN n.derived_customer_type END AS customer_type,
  CASE WHEN company IS NOT NULL
    THEN {id: company.id, label: 'Company', name: company.name, name_latin: company.name_latin} END AS company,
  ties, places
ORDER BY id
