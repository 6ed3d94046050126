// Accounts of which a deal with us has ended by the day: when the first was won, or the last lost where none was won.
// A deal that names no seller is ours.
// params: as_of: date, known_at: datetime
// returns: company_id: str, is_won: bool, ended_on: date, deal_ids: list<str>
MATCH (deal:Deal)-[w:WITH]->(company:Company)
WHERE deal.closed_on <= $as_of AND deal.outcome IN ['won', 'lost'] AND deal.created_at <= $known_at
  AND w.recorded_at <= $known_at AND (w.valid_from IS NULL OR w.valid_from <= deal.closed_on)
  AND (w.valid_to IS NULL OR w.valid_to > deal.closed_on OR w.ended_at > $known_at)
  AND (NOT EXISTS { (deal)-[:SOLD_BY]->() }
       OR EXISTS { (deal)-[:SOLD_BY]->(:Company {is_self: true}) }
       OR EXISTS { (deal)-[:SOLD_BY]->(:Site)-[:SITE_OF]->(:Company {is_self: true}) })
WITH company, collect(DISTINCT deal) AS deals
WITH company, deals, [one IN deals WHERE one.outcome = 'won'] AS won
WITH company, size(won) > 0 AS is_won, CASE WHEN size(won) > 0 THEN won ELSE deals END AS deals
UNWIND deals AS deal
WITH company, is_won, deal ORDER BY deal.closed_on, deal.id
WITH company, is_won, collect(deal) AS deals
WITH company, is_won, CASE WHEN is_won THEN head(deals) ELSE last(deals) END AS ending
RETURN company.id AS company_id, is_won, ending.closed_on AS ended_on, [ending.id] AS deal_ids
ORDER BY ended_on DESC, company_id
