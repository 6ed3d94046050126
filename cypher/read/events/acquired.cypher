// The campaigns that contacts came by, each with the first day on which it led them to us.
// params: ids: list[str]
// returns: contact_id: str, campaign_id: str, since: date | null
MATCH (c:Contact)-[r:ACQUIRED_BY]->(campaign:Campaign)
WHERE c.id IN $ids
RETURN c.id AS contact_id, campaign.id AS campaign_id, r.valid_from AS since
ORDER BY contact_id, campaign_id
