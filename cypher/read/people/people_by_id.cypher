// Contacts and members by id. The status is their present one, so it is told only when asked about the present.
// Whoever asked not to be contacted, or not to be asked for introductions, is so at whatever moment.
// params: ids: list<str>, until: datetime, known_at: datetime
// returns: id: str, label: str, name: str | null, is_opted_out: bool, is_no_introducer: bool,
//   status: str | null
UNWIND $ids AS id
MATCH (person:Entity {id: id})
WHERE (person:Contact OR person:Member) AND person.created_at <= $known_at
RETURN person.id AS id, CASE WHEN person:Member THEN 'Member' ELSE 'Contact' END AS label,
  coalesce(person.name, person.name_latin, person.id) AS name,
  coalesce(person.is_opted_out, false) AS is_opted_out,
  coalesce(person.is_no_introducer, false) AS is_no_introducer,
  CASE WHEN $until < $known_at THEN null
       WHEN person.derived_at <= $known_at AND coalesce(person.derived_override, person.derived_status) IS NOT NULL
       THEN coalesce(person.derived_override, person.derived_status)
       WHEN person.updated_at <= $known_at THEN person.status END AS status
ORDER BY id
