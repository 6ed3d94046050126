// What a planner wrote into the plan of an account: objectives, directions and actions, with who acts and with whom.
// params: company_id: str, kinds: list<str>, as_of: date, known_at: datetime
// returns: id: str, kind: str, text: str, at: datetime | null, due_on: date | null, link_id: str,
//   who: list<map>
MATCH (note:Note)-[on:ON]->(:Company {id: $company_id})
WHERE note.kind IN $kinds AND note.created_at <= $known_at AND on.recorded_at <= $known_at
  AND (on.valid_from IS NULL OR on.valid_from <= $as_of)
  AND (on.valid_to IS NULL OR on.valid_to > $as_of OR on.ended_at > $known_at)
RETURN note.id AS id, note.kind AS kind, note.text AS text, note.at AS at, note.due_on AS due_on,
  on.id AS link_id,
  COLLECT {
    MATCH (note)-[about:ON]->(person:Member|Contact)
    WHERE about.recorded_at <= $known_at
    RETURN {id: person.id, label: CASE WHEN person:Member THEN 'Member' ELSE 'Contact' END, name: person.name,
      name_latin: person.name_latin}
    ORDER BY person.id
  } AS who
ORDER BY due_on, at, id
LIMIT 200
