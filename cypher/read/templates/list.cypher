// The role templates that people set, by category and size.
// params: none
// returns: id: str, category: str | null, size: str, roles: list<str>, thresholds: list<int>, weights: list<float>,
//   by: str | null, reason: str | null, updated_at: datetime | null
MATCH (t:RoleTemplate)
RETURN t.id AS id, t.category AS category, t.size AS size, t.roles AS roles, t.thresholds AS thresholds,
  t.weights AS weights, t.by AS by, t.reason AS reason, t.updated_at AS updated_at
ORDER BY id
