// What people did and stood for, of contacts or of the people of companies and sites: roles in buying, the channels
// that led them to us, kinds of activity since a time.
// params: ids: list<str>, as_of: date, since: datetime, until: datetime, known_at: datetime
// returns: id: str, field: str, value: str
MATCH (n:Entity)
WHERE n.id IN $ids AND n.created_at <= $known_at
CALL (n) {
  WITH n WHERE n:Contact
  RETURN n AS person
  UNION
  MATCH (n)<-[:SITE_OF]-{0,1}()<-[:PART_OF]-{0,4}()<-[w:WORKS_AT]-(person:Contact)
  WHERE w.recorded_at <= $known_at AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
    AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  RETURN person
}
CALL (person) {
  MATCH (person)-[h:HOLDS_ROLE]->(:Deal|BuyingCenter)
  WHERE h.recorded_at <= $known_at AND (h.valid_from IS NULL OR h.valid_from <= $as_of)
    AND (h.valid_to IS NULL OR h.valid_to > $as_of OR h.ended_at > $known_at)
  RETURN 'role' AS field, h.role AS value
  UNION
  MATCH (person)-[a:ACQUIRED_BY]->(campaign:Campaign)
  WHERE a.recorded_at <= $known_at AND campaign.channel IS NOT NULL
  RETURN 'channel' AS field, campaign.channel AS value
  UNION
  MATCH (person)-[t:TOOK_PART]->(activity:Activity)
  WHERE t.recorded_at <= $known_at AND activity.at >= $since AND activity.at < $until
    AND activity.created_at <= $known_at AND activity.kind IS NOT NULL
  RETURN 'activity_kind' AS field, activity.kind AS value
}
RETURN DISTINCT n.id AS id, field, value
ORDER BY id, field, value
