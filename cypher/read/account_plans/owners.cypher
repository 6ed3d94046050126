// Our members who look after an account on a day.
// params: company_id: str, as_of: date, known_at: datetime
// returns: id: str, label: str, name: str, name_latin: str | null, link_id: str
MATCH (member:Member)-[o:OWNS]->(:Company {id: $company_id})
WHERE o.recorded_at <= $known_at AND (o.valid_from IS NULL OR o.valid_from <= $as_of)
  AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
RETURN member.id AS id, 'Member' AS label, member.name AS name, member.name_latin AS name_latin, o.id AS link_id
ORDER BY name, id
