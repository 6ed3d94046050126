// Sites and contacts of companies: which of them are one may follow from which companies are.
// params: ids: list[str]
// returns: sites: list[str], contacts: list[str]
UNWIND $ids AS id
MATCH (company:Company {id: id})
OPTIONAL MATCH (site:Site)-[:SITE_OF]->(company)
WITH company, collect(DISTINCT site.id) AS sites
OPTIONAL MATCH (person:Contact)-[:WORKS_AT]->()-[:PART_OF|SITE_OF*0..4]->(company)
WITH sites, collect(DISTINCT person.id) AS contacts
UNWIND CASE WHEN sites = [] THEN [null] ELSE sites END AS site
WITH collect(site) AS sites, collect(contacts) AS lists
RETURN sites, reduce(all = [], list IN lists | all + list) AS contacts
