// Activities of a company up to the day: about it, its sites or deals, or with people while they worked there.
// params: company_id: str, until: datetime, known_at: datetime
// returns: id: str, kind: str, at: datetime, subject: str | null, direction: str | null, people: list<map>
MATCH (company:Company {id: $company_id})
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
WITH DISTINCT activity
WHERE activity.at < $until AND activity.created_at <= $known_at
RETURN activity.id AS id, activity.kind AS kind, activity.at AS at, activity.subject AS subject,
  activity.direction AS direction,
  COLLECT {
    MATCH (person:Contact|Member)-[t:TOOK_PART]->(activity)
    WHERE t.recorded_at <= $known_at
    RETURN {id: person.id, label: CASE WHEN person:Member THEN 'Member' ELSE 'Contact' END, name: person.name,
      name_latin: person.name_latin} AS found
    ORDER BY found.label, found.id LIMIT 10
  } AS people
ORDER BY at DESC, id
