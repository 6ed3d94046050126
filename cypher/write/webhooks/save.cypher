// Keeps a new webhook.
// params: said: map
// returns: id: str
CREATE (hook:Webhook)
SET hook = $said
RETURN hook.id AS id
