// Companies with their sites and the fact that puts each site there.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: id: str, name: str | null, name_latin: str | null, derived_override: str | null,
//   derived_status: str | null, status: str | null, sites: list<map>
UNWIND $ids AS id
MATCH (c:Company {id: id})
RETURN c.id AS id, c.name AS name, c.name_latin AS name_latin, c.derived_override AS derived_override,
  c.derived_status AS derived_status, c.status AS status,
  COLLECT {
    MATCH (site:Site)-[r:SITE_OF]->(c)
    WHERE site.created_at <= $known_at AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
      AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at) AND r.recorded_at <= $known_at
    RETURN {id: site.id, name: site.name, name_latin: site.name_latin, evidence_id: r.id}
    ORDER BY site.id
  } AS sites
ORDER BY id
