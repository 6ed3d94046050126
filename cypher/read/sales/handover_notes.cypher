// Handover notes on a company, its sites, deals and people, the newest first.
// params: company_id: str, kinds: list<str>, as_of: date, until: datetime, known_at: datetime
// returns: id: str, kind: str, text: str, at: datetime | null, on_id: str, on_label: str, on_name: str | null,
//   on_name_latin: str | null
MATCH (company:Company {id: $company_id})
CALL (company) {
  RETURN company AS subject
  UNION
  MATCH (company)<-[s:SITE_OF]-(subject:Site)
  WHERE s.recorded_at <= $known_at
  RETURN subject
  UNION
  MATCH (company)<-[w:WITH]-(subject:Deal)
  WHERE w.recorded_at <= $known_at
  RETURN subject
  UNION
  MATCH (company)<-[:SITE_OF]-{0,1}()<-[:PART_OF]-{0,4}()<-[w:WORKS_AT]-(subject:Contact)
  WHERE w.recorded_at <= $known_at AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
    AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
  RETURN subject
}
MATCH (note:Note)-[on:ON]->(subject)
WHERE note.kind IN $kinds AND note.created_at <= $known_at AND on.recorded_at <= $known_at
  AND (note.at IS NULL OR note.at < $until)
  AND (on.valid_from IS NULL OR on.valid_from <= $as_of)
  AND (on.valid_to IS NULL OR on.valid_to > $as_of OR on.ended_at > $known_at)
RETURN DISTINCT note.id AS id, note.kind AS kind, note.text AS text, note.at AS at, subject.id AS on_id,
  [one IN labels(subject) WHERE one <> 'Entity'][0] AS on_label, subject.name AS on_name,
  subject.name_latin AS on_name_latin
ORDER BY at DESC, id, on_id
LIMIT 500
