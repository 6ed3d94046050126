// Activities with the people of an account, those who left included, by month, the newest 36 months.
// params: company_id: str, as_of: date, until: datetime, known_at: datetime
// returns: month: str, count: int
MATCH path = (c:Company {id: $company_id})<-[:SITE_OF|PART_OF*0..5]-(unit)
WHERE all(r IN relationships(path) WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at) AND r.recorded_at <= $known_at)
MATCH (unit)<-[job:WORKS_AT]-(p:Contact)
WHERE (job.valid_from IS NULL OR job.valid_from <= $as_of) AND job.recorded_at <= $known_at
WITH DISTINCT p
MATCH (p)-[:TOOK_PART]->(a:Activity)
WHERE a.at < $until AND a.created_at <= $known_at
WITH DISTINCT a
RETURN toString(a.at.year) + '-' + right('0' + toString(a.at.month), 2) AS month, count(a) AS count
ORDER BY month DESC
LIMIT 36
