// What accounts did in a period, by kind: of each person the company they worked for then, else the person; a visitor
// who turned out to be somebody is that contact.
// params: since: datetime, until: datetime, known_at: datetime
// returns: unit_id: str, kind: str, touches: int, ids: list<str>
MATCH (activity:Activity)
WHERE activity.at >= $since AND activity.at < $until AND activity.created_at <= $known_at
MATCH (person:Contact|Visitor)-[t:TOOK_PART]->(activity)
WHERE t.recorded_at <= $known_at AND NOT EXISTS { (person)-[:IDENTIFIED_AS]->(:Contact) }
WITH person, activity, date(activity.at) AS day
WITH person, activity, coalesce(head(COLLECT {
    MATCH (person)-[w:WORKS_AT]->()-[:PART_OF|SITE_OF*0..5]->(company:Company)
    WHERE w.recorded_at <= $known_at AND (w.valid_from IS NULL OR w.valid_from <= day)
      AND (w.valid_to IS NULL OR w.valid_to > day)
    RETURN company.id ORDER BY company.id
  }), person.id) AS unit_id
WITH unit_id, person, activity.kind AS kind, collect(DISTINCT activity.id) AS found
RETURN unit_id, kind, sum(size(found)) AS touches, collect(head(found)) AS ids
ORDER BY unit_id, kind
