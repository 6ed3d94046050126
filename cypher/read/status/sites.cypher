// Sites of companies up to a day, with the day on which one was closed: it has left each of its companies.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: company_id: str, site_id: str, tie_id: str, closed_on: date | null
UNWIND $ids AS id
MATCH (c:Company {id: id})<-[r:SITE_OF]-(s:Site)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND r.recorded_at <= $known_at AND s.created_at <= $known_at
RETURN c.id AS company_id, s.id AS site_id, r.id AS tie_id,
       CASE WHEN r.valid_to <= $as_of AND coalesce(r.ended_at <= $known_at, true) AND NOT EXISTS {
         MATCH (s)-[other:SITE_OF]->(:Company)
         WHERE (other.valid_to IS NULL OR other.valid_to > $as_of OR other.ended_at > $known_at) AND other.recorded_at <= $known_at
           AND (other.valid_from IS NULL OR other.valid_from <= $as_of)
       } THEN r.valid_to END AS closed_on
