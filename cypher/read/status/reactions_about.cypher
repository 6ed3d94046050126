// Of each company and site the latest touch about it that came from their side or was mutual.
// params: ids: list[str], until: datetime, known_at: datetime
// returns: id: str, reaction_id: str, reacted_at: datetime
UNWIND $ids AS id
MATCH (:Entity {id: id})<-[t:ABOUT]-(a:Activity)
WHERE a.at < $until AND a.created_at <= $known_at AND t.recorded_at <= $known_at AND a.kind <> 'mail_bounce'
  AND (a.direction IN ['inbound', 'mutual'] OR a.direction IS NULL AND NOT a.kind IN ['mail', 'call'])
WITH id, max([a.at.epochMillis, a.id]) AS last
RETURN id, last[1] AS reaction_id, datetime({epochMillis: last[0]}) AS reacted_at
