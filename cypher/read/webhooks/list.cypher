// Webhooks with their secrets, the oldest first.
// params: none
// returns: webhook: map
MATCH (hook:Webhook)
RETURN properties(hook) AS webhook
ORDER BY hook.created_at, hook.id
