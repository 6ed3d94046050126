// What things are called, with how to reach a person and the company of a place; an id that went into another record
// answers with that one.
// params: ids: list<str>
// returns: asked: str, id: str, label: str, name: str, name_latin: str | null, title: str | null, phones: list<str>,
//   emails: list<str>, is_opted_out: bool, company: map | null
UNWIND $ids AS asked
OPTIONAL MATCH (gone:Merged {id: asked})
WITH asked, coalesce(gone.into_id, asked) AS id
MATCH (n:Entity {id: id})
CALL (n) {
  OPTIONAL MATCH (n)-[:SITE_OF|PART_OF]->{1,4}(company:Company)
  RETURN company
  ORDER BY company.id
  LIMIT 1
}
RETURN asked, n.id AS id, [l IN labels(n) WHERE l <> 'Entity'][0] AS label, coalesce(n.name, n.id) AS name,
  n.name_latin AS name_latin, n.title AS title, coalesce(n.phones, []) AS phones, coalesce(n.emails, []) AS emails,
  coalesce(n.is_opted_out, false) AS is_opted_out,
  CASE WHEN company IS NOT NULL
    THEN {id: company.id, label: 'Company', name: company.name, name_latin: company.name_latin} END AS company
ORDER BY asked
