// The sites and departments of an account, itself included, each with the ids from the account down to it.
// params: account_id: str, as_of: date, known_at: datetime
// returns: id: str, label: str, name: str | null, chain: list<str>, site_id: str | null
MATCH path = (account:Entity {id: $account_id})<-[:SITE_OF|PART_OF*0..9]-(unit:Company|Site|Department)
WHERE all(r IN relationships(path) WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at) AND r.recorded_at <= $known_at)
RETURN unit.id AS id, [label IN labels(unit) WHERE label <> 'Entity'][0] AS label, unit.name AS name,
  [n IN nodes(path) | n.id] AS chain, [n IN nodes(path) WHERE n:Site | n.id][-1] AS site_id
ORDER BY id, chain
