// The activities of contacts in a time, with everybody who took part and the deals they were about. Instants are
// milliseconds and people parallel lists (who, and as what, '' where nobody said): thousands of rows are read, and
// maps and times are slow to unpack.
// params: contact_ids: list<str>, since: datetime, as_of: date, until: datetime, known_at: datetime
// returns: id: str, kind: str | null, at: int, direction: str | null, people: list<str>, parts: list<str>,
//   deal_ids: list<str>
UNWIND $contact_ids AS contact_id
MATCH (:Contact {id: contact_id})-[own:TOOK_PART]->(activity:Activity)
WHERE activity.at >= $since AND activity.at < $until AND activity.created_at <= $known_at
  AND (own.valid_from IS NULL OR own.valid_from <= $as_of) AND own.recorded_at <= $known_at
WITH DISTINCT activity
MATCH (person:Contact|Member)-[r:TOOK_PART]->(activity)
WHERE person.created_at <= $known_at AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND r.recorded_at <= $known_at
WITH activity, collect(person.id) AS people, collect(coalesce(r.as, '')) AS parts
RETURN activity.id AS id, activity.kind AS kind, activity.at.epochMillis AS at, activity.direction AS direction,
  people, parts,
  COLLECT {
    MATCH (activity)-[about:ABOUT]->(deal:Deal)
    WHERE (about.valid_from IS NULL OR about.valid_from <= $as_of) AND about.recorded_at <= $known_at
    RETURN deal.id ORDER BY deal.id
  } AS deal_ids
ORDER BY id
