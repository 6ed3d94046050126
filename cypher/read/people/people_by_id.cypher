// Contacts and members by id.
// params: ids: list<str>, known_at: datetime
// returns: id: str, label: str, name: str | null, is_opted_out: bool, status: str | null
UNWIND $ids AS id
MATCH (person:Entity {id: id})
WHERE (person:Contact OR person:Member) AND person.created_at <= $known_at
RETURN person.id AS id, CASE WHEN person:Member THEN 'Member' ELSE 'Contact' END AS label,
  coalesce(person.name, person.name_latin, person.id) AS name,
  coalesce(person.is_opted_out, false) AS is_opted_out, person.status AS status
ORDER BY id
