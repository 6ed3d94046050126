// Purchases up to the day with the company that bought, whoever of it is named, and the product; one company's or all.
// params: as_of: date, known_at: datetime, company_id: str | null
// returns: id: str, bought_on: date, amount: float | null, profit: float | null, quantity: float | null,
//   unit_price: float | null, currency: str | null, company_id: str, company_name: str | null, product_id: str | null,
//   product_name: str | null, product_name_latin: str | null, deal_ids: list<str>
MATCH (purchase:Purchase)-[b:BY]->(buyer:Company|Site|Contact)
WHERE purchase.purchased_on <= $as_of AND purchase.created_at <= $known_at AND b.recorded_at <= $known_at
  AND (b.valid_from IS NULL OR b.valid_from <= $as_of)
  AND (b.valid_to IS NULL OR b.valid_to > $as_of OR b.ended_at > $known_at)
// A purchase may name the company, the site and the person: the company itself counts first, then the owner of the site,
// then the company the person worked for on that day.
WITH purchase, collect(buyer) AS buyers
WITH purchase,
  coalesce(
    head([one IN buyers WHERE one:Company]),
    head(COLLECT { UNWIND buyers AS one MATCH (one:Site)-[:SITE_OF]->(company:Company) RETURN company ORDER BY company.id }),
    head(COLLECT {
      UNWIND buyers AS one
      MATCH (one:Contact)-[w:WORKS_AT]->()-[:PART_OF|SITE_OF]->{0,5}(company:Company)
      WHERE w.recorded_at <= $known_at
      WITH company, coalesce(w.valid_from <= purchase.purchased_on, true)
        AND coalesce(w.valid_to > purchase.purchased_on, true) AS was_then
      RETURN company ORDER BY was_then DESC, company.id
    })
  ) AS company
WHERE company IS NOT NULL AND ($company_id IS NULL OR company.id = $company_id)
RETURN purchase.id AS id, purchase.purchased_on AS bought_on, purchase.amount AS amount, purchase.profit AS profit,
  purchase.quantity AS quantity, purchase.unit_price AS unit_price, purchase.currency AS currency,
  company.id AS company_id, company.name AS company_name,
  head(COLLECT { MATCH (purchase)-[:OF]->(p:Product) RETURN p.id ORDER BY p.id }) AS product_id,
  head(COLLECT { MATCH (purchase)-[:OF]->(p:Product) RETURN p.name ORDER BY p.id }) AS product_name,
  head(COLLECT { MATCH (purchase)-[:OF]->(p:Product) RETURN p.name_latin ORDER BY p.id }) AS product_name_latin,
  COLLECT { MATCH (purchase)-[:FROM]->(d:Deal) RETURN d.id ORDER BY d.id } AS deal_ids
ORDER BY bought_on, id
