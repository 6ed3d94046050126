// The sites of a region, by company.
// params: company_id: str | null, country: str | null, region: str | null, statuses: list[str], as_of: date,
//   known_at: datetime, limit: int
// returns: id: str, name: str, name_latin: str | null, function: str | null, status: str | null,
//   company_id: str, company_name: str, company_name_latin: str | null, total: int
MATCH (site:Site)-[o:SITE_OF]->(company:Company)
WHERE site.created_at <= $known_at
  AND ($company_id IS NULL OR company.id = $company_id)
  AND (o.valid_from IS NULL OR o.valid_from <= $as_of)
  AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
  AND o.recorded_at <= $known_at
WITH site, company, o
ORDER BY o.id
WITH site, collect(company)[0] AS company
WITH site, company, coalesce(site.derived_override, site.derived_status, site.status) AS status,
  coalesce(site.country, company.country) AS country
ORDER BY coalesce(company.name, company.id), coalesce(site.name, site.id), site.id
WHERE coalesce(country, '') = coalesce($country, '') AND coalesce(site.region, '') = coalesce($region, '')
  AND (size($statuses) = 0 OR coalesce(status, 'unknown') IN $statuses)
WITH collect({site: site, company: company, status: status}) AS listed
UNWIND listed[..$limit] AS one
RETURN one.site.id AS id, coalesce(one.site.name, one.site.id) AS name, one.site.name_latin AS name_latin,
  one.site.function AS function, one.status AS status, one.company.id AS company_id,
  coalesce(one.company.name, one.company.id) AS company_name, one.company.name_latin AS company_name_latin,
  size(listed) AS total
