// Sites in which pieces of a motif are found again, with the ring they are in: `same_company_site`,
// `same_group`, `similar_company_same_market`, `similar_story_other_market`, `overseas`. Pieces are needs, use
// scenes and product categories; what a company has counts for each of its sites. Each piece that is found and
// each person comes with all ties on the way there; people with the roles they are known to have held.
// params: piece_ids: list[str], site_id: str | null, company_id: str | null, country: str | null,
//   markets: list[str], group: list[str], as_of: date, known_at: datetime, limit: int
// returns: site_id: str, name: str, name_latin: str | null, function: str | null, country: str | null,
//   company_id: str, company_name: str, ring: str, in_ring: int, found: list[list], known: list[str],
//   people: list[list], won: list[list], in_markets: list[list], evidence: list[str]
MATCH (piece:Need|UseScene|Product)
WHERE piece.id IN $piece_ids
CALL (piece) {
  MATCH (piece)<-[f:HAS_NEED|HAS_USE_SCENE|USES]-(bearer:Site|Company)
  WHERE (f.valid_from IS NULL OR f.valid_from <= $as_of)
    AND (f.valid_to IS NULL OR f.valid_to > $as_of OR f.ended_at > $known_at)
    AND f.recorded_at <= $known_at
  RETURN bearer, [f.id] AS told
  UNION
  MATCH (piece)<-[under:CHILD_OF]-{1,4}(:Product)<-[f:USES]-(bearer:Site|Company)
  WHERE all(r IN under WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
    AND r.recorded_at <= $known_at)
    AND (f.valid_from IS NULL OR f.valid_from <= $as_of)
    AND (f.valid_to IS NULL OR f.valid_to > $as_of OR f.ended_at > $known_at)
    AND f.recorded_at <= $known_at
  RETURN bearer, [f.id] + [r IN under | r.id] AS told
}
CALL (bearer) {
  WITH bearer
  WHERE bearer:Site
  RETURN bearer AS site, [] AS via
  UNION
  MATCH (site:Site)-[via:SITE_OF]->(bearer)
  WHERE (via.valid_from IS NULL OR via.valid_from <= $as_of)
    AND (via.valid_to IS NULL OR via.valid_to > $as_of OR via.ended_at > $known_at)
    AND via.recorded_at <= $known_at
  RETURN site, [via.id] AS via
}
WITH site, collect(DISTINCT [piece.id, told + via]) AS found, count(DISTINCT piece) AS pieces
WHERE site.created_at <= $known_at AND ($site_id IS NULL OR site.id <> $site_id)
MATCH (site)-[o:SITE_OF]->(company:Company)
WHERE (o.valid_from IS NULL OR o.valid_from <= $as_of)
  AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
  AND o.recorded_at <= $known_at
WITH site, found, pieces, o, company
ORDER BY o.id
WITH site, found, pieces, collect(company)[0] AS company, collect(o.id)[0] AS owned
// The nearest of each ring go on: a limit over all would leave the far rings empty.
WITH site, found, pieces, company, owned, CASE
  WHEN coalesce(site.country, company.country) <> $country THEN 'overseas'
  WHEN company.id = $company_id THEN 'same_company_site'
  WHEN company.id IN $group THEN 'same_group'
  WHEN EXISTS {
    MATCH (company)-[m:IN_MARKET]->(market:Market)
    WHERE market.id IN $markets
      AND (m.valid_from IS NULL OR m.valid_from <= $as_of)
      AND (m.valid_to IS NULL OR m.valid_to > $as_of OR m.ended_at > $known_at)
      AND m.recorded_at <= $known_at
  } THEN 'similar_company_same_market'
  // As in the answer about expansion: what is not known is not taken for another market.
  WHEN size($markets) = 0 OR NOT EXISTS {
    MATCH (company)-[m:IN_MARKET]->(:Market)
    WHERE (m.valid_from IS NULL OR m.valid_from <= $as_of)
      AND (m.valid_to IS NULL OR m.valid_to > $as_of OR m.ended_at > $known_at)
      AND m.recorded_at <= $known_at
  } THEN 'similar_company_same_market'
  ELSE 'similar_story_other_market' END AS ring
ORDER BY pieces DESC, site.id
WITH ring, collect({site: site, found: found, company: company, owned: owned}) AS nearest
WITH ring, nearest[..$limit] AS nearest, size(nearest) AS in_ring
UNWIND nearest AS one
WITH ring, in_ring, one.site AS site, one.found AS found, one.company AS company, one.owned AS owned
RETURN site.id AS site_id, site.name AS name, site.name_latin AS name_latin, site.function AS function,
  coalesce(site.country, company.country) AS country, company.id AS company_id, company.name AS company_name,
  ring, in_ring, found,
  COLLECT {
    MATCH (place:Site|Company)-[f:HAS_NEED|HAS_USE_SCENE|USES]->()
    WHERE place.id IN [site.id, company.id]
      AND (f.valid_from IS NULL OR f.valid_from <= $as_of)
      AND (f.valid_to IS NULL OR f.valid_to > $as_of OR f.ended_at > $known_at)
      AND f.recorded_at <= $known_at
    RETURN DISTINCT type(f)
  } AS known,
  COLLECT {
    MATCH (person:Contact)-[w:WORKS_AT]->(:Site|Department)-[up:PART_OF]->{0,4}(site)
    WHERE person.created_at <= $known_at
      AND (w.valid_from IS NULL OR w.valid_from <= $as_of)
      AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
      AND w.recorded_at <= $known_at
      AND all(r IN up WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
        AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
        AND r.recorded_at <= $known_at)
    RETURN [coalesce(person.job_function, ''), person.id, person.name, [w.id] + [r IN up | r.id], COLLECT {
      MATCH (person)-[h:HOLDS_ROLE]->(:Deal|BuyingCenter)
      WHERE (h.valid_from IS NULL OR h.valid_from <= $as_of)
        AND (h.valid_to IS NULL OR h.valid_to > $as_of OR h.ended_at > $known_at)
        AND h.recorded_at <= $known_at
      RETURN [h.role, h.id] ORDER BY h.id
    }] ORDER BY person.id, w.id
  } AS people,
  COLLECT {
    MATCH (deal:Deal)-[a:AT]->(site), (deal)-[i:INCLUDES]->(product:Product)
    WHERE deal.outcome = 'won' AND deal.closed_on <= $as_of AND deal.created_at <= $known_at
      AND (a.valid_from IS NULL OR a.valid_from <= $as_of)
      AND (a.valid_to IS NULL OR a.valid_to > $as_of OR a.ended_at > $known_at)
      AND a.recorded_at <= $known_at
    MATCH (product)-[:CHILD_OF]->{0,4}(kind:Product)
    WHERE kind.id IN $piece_ids
    RETURN DISTINCT [deal.id, coalesce(deal.name, deal.id)] AS one ORDER BY one
  } AS won,
  COLLECT {
    MATCH (company)-[m:IN_MARKET]->(market:Market)
    WHERE (m.valid_from IS NULL OR m.valid_from <= $as_of)
      AND (m.valid_to IS NULL OR m.valid_to > $as_of OR m.ended_at > $known_at)
      AND m.recorded_at <= $known_at
    RETURN [market.id, m.id] ORDER BY market.id, m.id
  } AS in_markets,
  [owned] AS evidence
ORDER BY ring, site_id
