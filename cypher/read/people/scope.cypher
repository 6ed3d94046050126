// A company, site, department or deal and the company it belongs to (null when it is known of none).
// params: id: str, as_of: date, known_at: datetime
// returns: id: str, label: str, name: str | null, account_id: str | null, account_name: str | null,
//   is_self: bool
MATCH (n:Entity {id: $id})
WHERE n.created_at <= $known_at
CALL (n) {
  OPTIONAL MATCH path = (n)-[:WITH|AT|PART_OF|SITE_OF*0..9]->(account:Company)
  WHERE all(r IN relationships(path) WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at) AND r.recorded_at <= $known_at)
  RETURN account
  ORDER BY length(path), account.id
  LIMIT 1
}
RETURN n.id AS id, [label IN labels(n) WHERE label <> 'Entity'][0] AS label, n.name AS name,
  account.id AS account_id, account.name AS account_name,
  coalesce(n.is_self, false) AS is_self
