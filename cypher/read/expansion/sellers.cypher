// Companies that are us.
// params: known_at: datetime
// returns: id: str, name: str
MATCH (company:Company {is_self: true})
WHERE company.created_at <= $known_at
RETURN company.id AS id, company.name AS name
ORDER BY id
