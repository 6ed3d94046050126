// How many contacts there are of an effective status, and how many of them asked not to be contacted.
// params: none
// returns: status: str, total: int, opted_out: int
MATCH (n:Contact)
WITH coalesce(n.derived_override, n.derived_status, n.status) AS status, coalesce(n.is_opted_out, false) AS is_out
WHERE status IS NOT NULL
RETURN status, count(*) AS total, sum(CASE WHEN is_out THEN 1 ELSE 0 END) AS opted_out
ORDER BY status
