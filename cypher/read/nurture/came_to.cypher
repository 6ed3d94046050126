// Contacts who came to have one of the statuses after a time and have it still, and when.
// params: statuses: list[str], since: datetime
// returns: id: str, status: str, since: datetime
MATCH (change:StatusChange {label: 'Contact'})
WHERE change.at >= $since AND change.to IN $statuses AND (change.from IS NULL OR change.from <> change.to)
MATCH (n:Contact {id: change.about})
WHERE coalesce(n.derived_override, n.derived_status, n.status) = change.to AND NOT coalesce(n.is_opted_out, false)
RETURN n.id AS id, change.to AS status, max(change.at) AS since
ORDER BY id
