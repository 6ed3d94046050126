// Activities with the people of an account by month, the newest 36 months.
// params: company_id: str, until: datetime, known_at: datetime
// returns: month: str, count: int
MATCH (c:Company {id: $company_id})<-[:SITE_OF*0..1]-()<-[:PART_OF*0..4]-(unit)<-[:WORKS_AT]-(p:Contact)
MATCH (p)-[:TOOK_PART]->(a:Activity)
WHERE a.at < $until AND a.created_at <= $known_at
WITH DISTINCT a
RETURN toString(a.at.year) + '-' + right('0' + toString(a.at.month), 2) AS month, count(a) AS count
ORDER BY month DESC
LIMIT 36
