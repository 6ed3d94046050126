// How many companies, sites and contacts there are of each effective status and customer type.
// params: none
// returns: label: str, status: str | null, customer_type: str | null, total: int
MATCH (n:Company|Site|Contact)
WHERE coalesce(n.is_self, false) = false
RETURN [l IN labels(n) WHERE l <> 'Entity'][0] AS label,
       coalesce(n.derived_override, n.derived_status, n.status) AS status, n.derived_customer_type AS customer_type,
       count(n) AS total
ORDER BY label, status, customer_type
