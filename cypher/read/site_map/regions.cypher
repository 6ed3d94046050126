// How many sites there are in each region of each country, by status.
// params: company_id: str | null, as_of: date, known_at: datetime
// returns: country: str | null, region: str | null, status: str | null, sites: int
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
RETURN country, site.region AS region, status, count(*) AS sites
ORDER BY country, region, status
