// For each Company the others that share a key with it; those that are one with another are found by what
// they said for themselves. A key that many share tells nothing and is left out.
// params: rows: list[map], most: int
// returns: id: str, others: list[str]
UNWIND $rows AS row
CALL (row) {
  MATCH (m:Company {match_number: row.match_number}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Merged {label: 'Company', match_number: row.match_number}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Company {match_name: row.match_name}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Merged {label: 'Company', match_name: row.match_name}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Company {match_kana: row.match_kana}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Merged {label: 'Company', match_kana: row.match_kana}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Company {match_latin: row.match_latin}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Merged {label: 'Company', match_latin: row.match_latin}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Company {match_domain: row.match_domain}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Merged {label: 'Company', match_domain: row.match_domain}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Company {match_phone: row.match_phone}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
  UNION ALL
  MATCH (m:Merged {label: 'Company', match_phone: row.match_phone}) WHERE m.id <> row.id
  WITH collect(m.id) AS found
  RETURN CASE WHEN size(found) > $most THEN [] ELSE found END AS found
}
UNWIND found AS other
WITH row.id AS id, other
RETURN id, collect(DISTINCT other) AS others
ORDER BY id
