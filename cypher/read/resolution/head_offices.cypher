// Addresses of the head offices of companies, said of that record alone.
// params: ids: list[str]
// returns: id: str, address: str
UNWIND $ids AS id
CALL (id) {
  MATCH (site:Site)-[:SITE_OF]->(:Company {id: id})
  WHERE site.function = 'head_office' AND NOT EXISTS { MATCH (:Merged {id: id}) }
  RETURN site
  UNION
  MATCH (:Merged {id: id})
  MATCH (c:Claim {end_id: id}) WHERE c.name = 'SITE_OF'
  MATCH (site:Site {id: split(c.view_id, '.')[1]})
  WHERE site.function = 'head_office'
  RETURN site
}
WITH id, site.address AS address WHERE address IS NOT NULL
RETURN id, min(address) AS address
ORDER BY id
