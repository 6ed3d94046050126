// Activities with everybody who takes part, as they stand, in a writing transaction.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: id: str, kind: str | null, at: int, direction: str | null, people: list[str], parts: list[str]
UNWIND $ids AS id
MATCH (activity:Activity {id: id})<-[r:TOOK_PART]-(person:Contact|Member)
WHERE activity.at IS NOT NULL AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND activity.created_at <= $known_at AND person.created_at <= $known_at AND r.recorded_at <= $known_at
RETURN activity.id AS id, activity.kind AS kind, activity.at.epochMillis AS at, activity.direction AS direction,
  collect(person.id) AS people, collect(coalesce(r.as, '')) AS parts
