// Companies with what is on record of them, their markets and parents.
// params: as_of: date, known_at: datetime
// returns: id: str, name: str, country: str | null, employees: int | null, revenue: float | null,
//   currency: str | null, is_self: bool, is_maker: bool, markets: list[list], parents: list[list]
MATCH (company:Company)
WHERE company.created_at <= $known_at
RETURN company.id AS id, company.name AS name, company.country AS country, company.employees AS employees,
  company.revenue AS revenue, company.currency AS currency, coalesce(company.is_self, false) AS is_self,
  EXISTS {
    MATCH (:Product)-[m:MADE_BY]->(company)
    WHERE (m.valid_from IS NULL OR m.valid_from <= $as_of)
      AND (m.valid_to IS NULL OR m.valid_to > $as_of)
      AND m.recorded_at <= $known_at
  } AS is_maker,
  COLLECT {
    MATCH (company)-[r:IN_MARKET]->(market:Market)
    WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
      AND (r.valid_to IS NULL OR r.valid_to > $as_of)
      AND r.recorded_at <= $known_at
    RETURN [market.id, r.id]
    ORDER BY r.id
  } AS markets,
  COLLECT {
    MATCH (company)-[r:SUBSIDIARY_OF]->(parent:Company)
    WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
      AND (r.valid_to IS NULL OR r.valid_to > $as_of)
      AND r.recorded_at <= $known_at
    RETURN [parent.id, r.id]
    ORDER BY r.id
  } AS parents
ORDER BY id
