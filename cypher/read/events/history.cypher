// What visitors did so far, and who they turned out to be.
// params: ids: list[str]
// returns: visitor_id: str, contact_ids: list[str], visits: list[map]
MATCH (v:Visitor) WHERE v.id IN $ids
RETURN v.id AS visitor_id,
  COLLECT {
    MATCH (v)-[:IDENTIFIED_AS]->(c:Contact)
    RETURN DISTINCT c.id AS id
    ORDER BY id
  } AS contact_ids,
  COLLECT {
    MATCH (v)-[:TOOK_PART]->(a:Activity)
    RETURN {
      id: a.id, at: a.at, campaign: a.campaign, keyword: a.keyword, referrer: a.referrer, form: a.form,
      contact_ids: COLLECT { MATCH (c:Contact)-[:TOOK_PART]->(a) RETURN c.id }
    } AS visit
    ORDER BY visit.id
  } AS visits
