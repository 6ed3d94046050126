// What accounts did in a time of their own, in order: about them, their sites or deals, or with people while they
// worked there.
// params: accounts: list<map>, known_at: datetime
// returns: company_id: str, acts: list<list>
UNWIND $accounts AS account
MATCH (company:Company {id: account.id})
CALL (company) {
  MATCH (company)<-[:ABOUT]-(activity:Activity)
  RETURN activity
  UNION
  MATCH (company)<-[s:SITE_OF]-(:Site)<-[:ABOUT]-(activity:Activity)
  WHERE s.recorded_at <= $known_at
  RETURN activity
  UNION
  MATCH (company)<-[w:WITH]-(:Deal)<-[:ABOUT]-(activity:Activity)
  WHERE w.recorded_at <= $known_at
  RETURN activity
  UNION
  MATCH (company)<-[:SITE_OF]-{0,1}()<-[:PART_OF]-{0,4}()<-[w:WORKS_AT]-(:Contact)-[:TOOK_PART]->(activity:Activity)
  WHERE w.recorded_at <= $known_at AND (w.valid_from IS NULL OR w.valid_from <= date(activity.at))
    AND (w.valid_to IS NULL OR w.valid_to > date(activity.at))
  RETURN activity
}
WITH account, activity
WHERE activity.at >= account.since AND activity.at < account.until AND activity.created_at <= $known_at
WITH DISTINCT account, activity
ORDER BY account.id, activity.at, activity.id
RETURN account.id AS company_id, collect([activity.kind, activity.id, activity.page]) AS acts
ORDER BY company_id
