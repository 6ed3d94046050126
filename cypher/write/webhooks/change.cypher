// Keeps what changed of a webhook, if it is still there.
// params: id: str, said: map
// returns: id: str
MATCH (hook:Webhook {id: $id})
SET hook += $said
RETURN hook.id AS id
