// Companies, all or some, with what is on record of them.
// params: ids: list[str] | null, as_of: date, known_at: datetime
// returns: id: str, name: str, country: str | null, employees: int | null, revenue: float | null,
//   currency: str | null, is_self: bool, is_maker: bool
MATCH (company:Company)
WHERE company.created_at <= $known_at
  AND ($ids IS NULL OR company.id IN $ids)
RETURN company.id AS id, company.name AS name, company.country AS country, company.employees AS employees,
  company.revenue AS revenue, company.currency AS currency, coalesce(company.is_self, false) AS is_self,
  EXISTS {
    MATCH (:Product)-[m:MADE_BY]->(company)
    WHERE (m.valid_from IS NULL OR m.valid_from <= $as_of)
      AND (m.valid_to IS NULL OR m.valid_to > $as_of OR m.ended_at > $known_at)
      AND m.recorded_at <= $known_at
  } AS is_maker
ORDER BY id
