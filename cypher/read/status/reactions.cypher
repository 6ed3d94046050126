// Of each contact the latest reaction (a touch that came from their side or was mutual, an answer, an acquisition
// by a campaign) and the latest bounced mail.
// params: ids: list[str], as_of: date, until: datetime, known_at: datetime
// returns: contact_id: str, reaction_id: str | null, reacted_at: datetime | null, reactions: int,
//   bounce_id: str | null, bounced_at: datetime | null
UNWIND $ids AS id
MATCH (p:Contact {id: id})
CALL (p) {
  MATCH (p)-[t:TOOK_PART]->(a:Activity)
  WHERE a.at < $until AND a.created_at <= $known_at AND t.recorded_at <= $known_at AND a.kind <> 'mail_bounce'
    AND (a.direction IN ['inbound', 'mutual'] OR a.direction IS NULL AND NOT a.kind IN ['mail', 'call'])
  RETURN max([a.at.epochMillis, a.id]) AS touch, count(a) AS touches
}
CALL (p) {
  MATCH (p)-[:TOOK_PART]->(a:Activity {kind: 'mail_bounce'})
  WHERE a.at < $until AND a.created_at <= $known_at
  RETURN max([a.at.epochMillis, a.id]) AS bounce
}
CALL (p) {
  MATCH (p)-[r:ANSWERED]->(a:Answer)
  WHERE a.at < $until AND r.recorded_at <= $known_at
  RETURN max([a.at.epochMillis, r.id]) AS answer, count(a) AS answers
}
CALL (p) {
  MATCH (p)-[r:ACQUIRED_BY]->(:Campaign)
  WHERE r.recorded_at <= $known_at AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
  RETURN max([coalesce(datetime({date: r.valid_from}), r.recorded_at).epochMillis, r.id]) AS acquired,
         count(r) AS acquisitions
}
WITH p, touches + answers + acquisitions AS reactions, bounce,
     reduce(best = null, one IN [touch, answer, acquired] |
       CASE WHEN one IS NULL THEN best WHEN best IS NULL OR one[0] > best[0] THEN one ELSE best END) AS last
RETURN p.id AS contact_id, last[1] AS reaction_id,
       CASE WHEN last IS NOT NULL THEN datetime({epochMillis: last[0]}) END AS reacted_at, reactions,
       bounce[1] AS bounce_id, CASE WHEN bounce IS NOT NULL THEN datetime({epochMillis: bounce[0]}) END AS bounced_at
