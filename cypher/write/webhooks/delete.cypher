// Forgets a webhook.
// params: id: str
// returns: number: int
MATCH (hook:Webhook {id: $id})
DELETE hook
RETURN count(hook) AS number
