// Contacts who work or worked anywhere in some companies.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: contact_id: str
UNWIND $ids AS id
MATCH (c:Company {id: id})
MATCH (c)<-[:SITE_OF|PART_OF*0..5]-(unit)<-[job:WORKS_AT]-(p:Contact)
WHERE (job.valid_from IS NULL OR job.valid_from <= $as_of) AND job.recorded_at <= $known_at
  AND p.created_at <= $known_at
RETURN DISTINCT p.id AS contact_id
