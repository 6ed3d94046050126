// All activities of some people with everybody who takes part, whenever they are; those of at least so many members.
// params: ids: list[str], members: int, as_of: date, known_at: datetime
// returns: id: str, kind: str | null, at: int, direction: str | null, people: list[str], parts: list[str]
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:TOOK_PART]->(activity:Activity)
WHERE activity.at IS NOT NULL AND activity.created_at <= $known_at
WITH DISTINCT activity
WHERE $members = 0 OR COUNT { (:Member)-[:TOOK_PART]->(activity) } >= $members
MATCH (person:Contact|Member)-[r:TOOK_PART]->(activity)
WHERE person.created_at <= $known_at AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND r.recorded_at <= $known_at
RETURN activity.id AS id, activity.kind AS kind, activity.at.epochMillis AS at, activity.direction AS direction,
  collect(person.id) AS people, collect(coalesce(r.as, '')) AS parts
