// What contacts did in a time, as far as it was known at a moment.
// params: ids: list[str], since: datetime, until: datetime, known_at: datetime
// returns: contact_id: str, id: str, kind: str | null, at: datetime, page: str | null, link: str | null,
//   form: str | null, direction: str | null, is_sure: bool
UNWIND $ids AS contact_id
MATCH (c:Contact {id: contact_id})-[part:TOOK_PART]->(a:Activity)
WHERE a.at >= $since AND a.at < $until AND a.created_at <= $known_at AND part.recorded_at <= $known_at
RETURN contact_id, a.id AS id, a.kind AS kind, a.at AS at, a.page AS page, a.link AS link, a.form AS form,
       a.direction AS direction, coalesce(part.state, 'confirmed') = 'confirmed' AS is_sure
