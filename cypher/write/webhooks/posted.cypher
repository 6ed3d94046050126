// Keeps that a webhook took a notice.
// params: id: str, notice_id: str, at: datetime
// returns: id: str
MATCH (hook:Webhook {id: $id})
SET hook.posted = hook.posted + 1, hook.posted_at = $at, hook.tries = 0
REMOVE hook.next_at, hook.last_fault
WITH hook
MATCH (notice:Notice {id: $notice_id})
SET notice.posted_to = coalesce(notice.posted_to, []) + $id
RETURN hook.id AS id
