// Campaigns with the contacts they led to us and where these worked then; those that led nobody stand with null.
// params: until: datetime, known_at: datetime, hot: float
// returns: campaign_id: str, campaign_name: str | null, channel: str | null, cost: float | null, currency: str | null,
//   contact_id: str | null, since: date | null, evidence_id: str | null, company_id: str | null,
//   is_hot: bool
MATCH (campaign:Campaign)
WHERE campaign.created_at <= $known_at
OPTIONAL MATCH (contact:Contact)-[r:ACQUIRED_BY]->(campaign)
WHERE r.recorded_at <= $known_at AND (r.valid_from IS NULL OR r.valid_from < date($until))
RETURN campaign.id AS campaign_id, campaign.name AS campaign_name, campaign.channel AS channel, campaign.cost AS cost,
  campaign.currency AS currency, contact.id AS contact_id, r.valid_from AS since, r.id AS evidence_id,
  head(COLLECT {
    MATCH (contact)-[w:WORKS_AT]->()-[:PART_OF|SITE_OF*0..5]->(company:Company)
    WHERE w.recorded_at <= $known_at AND (w.valid_from IS NULL OR w.valid_from <= coalesce(r.valid_from, date($until)))
      AND (w.valid_to IS NULL OR w.valid_to > coalesce(r.valid_from, date($until)))
    RETURN company.id ORDER BY company.id
  }) AS company_id,
  contact IS NOT NULL AND (coalesce(contact.derived_score, 0.0) >= $hot OR EXISTS {
    MATCH (notice:Notice {kind: 'score_hot', subject_id: contact.id})
    WHERE notice.at < $until
  }) AS is_hot
ORDER BY campaign_id, contact_id
