// The motif of a deal: what it was about, where, and who decided on it. Without a need of its own it has the
// needs of its place. A product counts as the category above it, but never as the root of a tree: everything is
// under that. `group` holds the companies of its company's group, each with the ties on the way there.
// params: deal_id: str, as_of: date, known_at: datetime
// returns: id: str, name: str, outcome: str, site_id: str | null, function: str | null, company_id: str | null,
//   company_name: str | null, country: str | null, markets: list[str], in_markets: list[list],
//   group: list[list], needs: list[list], scenes: list[list],
//   products: list[list], roles: list[list], evidence: list[str]
MATCH (deal:Deal {id: $deal_id})
WHERE deal.created_at <= $known_at
CALL (deal) {
  OPTIONAL MATCH (deal)-[a:AT]->(:Entity)-[up:PART_OF]->{0,4}(site:Site)
  WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of)
    AND (a.valid_to IS NULL OR a.valid_to > $as_of OR a.ended_at > $known_at)
    AND a.recorded_at <= $known_at
    AND all(r IN up WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
      AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
      AND r.recorded_at <= $known_at)
  RETURN site, [a.id] + [r IN up | r.id] AS at_ids
  ORDER BY size(up), site.id
  LIMIT 1
}
CALL (deal, site) {
  OPTIONAL MATCH (site)-[o:SITE_OF]->(owner:Company)
  WHERE (o.valid_from IS NULL OR o.valid_from <= $as_of)
    AND (o.valid_to IS NULL OR o.valid_to > $as_of OR o.ended_at > $known_at)
    AND o.recorded_at <= $known_at
  OPTIONAL MATCH (deal)-[w:WITH]->(customer:Company)
  WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of)
    AND (w.valid_to IS NULL OR w.valid_to > $as_of OR w.ended_at > $known_at)
    AND w.recorded_at <= $known_at
  WITH coalesce(owner, customer) AS company, coalesce(o, w) AS tie
  RETURN company, tie
  ORDER BY tie.id
  LIMIT 1
}
RETURN deal.id AS id, coalesce(deal.name, deal.id) AS name,
  CASE WHEN deal.closed_on <= $as_of THEN coalesce(deal.outcome, 'open') ELSE 'open' END AS outcome,
  site.id AS site_id, site.function AS function, company.id AS company_id, company.name AS company_name,
  coalesce(site.country, company.country) AS country,
  COLLECT {
    MATCH (company)-[m:IN_MARKET]->(market:Market)
    WHERE (m.valid_from IS NULL OR m.valid_from <= $as_of)
      AND (m.valid_to IS NULL OR m.valid_to > $as_of OR m.ended_at > $known_at)
      AND m.recorded_at <= $known_at
    // Branches of one class count as one market, as in the answer about expansion.
    MATCH (market)-[:CHILD_OF]-{0,2}(near:Market)
    WITH DISTINCT near
    RETURN near.id ORDER BY near.id
  } AS markets,
  COLLECT {
    MATCH (company)-[m:IN_MARKET]->(market:Market)
    WHERE (m.valid_from IS NULL OR m.valid_from <= $as_of)
      AND (m.valid_to IS NULL OR m.valid_to > $as_of OR m.ended_at > $known_at)
      AND m.recorded_at <= $known_at
    RETURN [market.id, m.id] ORDER BY market.id, m.id
  } AS in_markets,
  COLLECT {
    MATCH (company)-[up:SUBSIDIARY_OF]->{0,4}(:Company)<-[down:SUBSIDIARY_OF]-{0,4}(other:Company)
    WHERE other.id <> company.id AND other.created_at <= $known_at
      AND all(r IN up + down WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
        AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
        AND r.recorded_at <= $known_at)
    WITH other, [r IN up + down | r.id] AS way
    ORDER BY size(way), way
    WITH other, collect(way)[0] AS way
    RETURN [other.id, way] ORDER BY other.id
  } AS group,
  COLLECT {
    CALL (deal, site, company) {
      MATCH (deal)-[f:ADDRESSES]->(need:Need)
      WHERE (f.valid_from IS NULL OR f.valid_from <= $as_of)
        AND (f.valid_to IS NULL OR f.valid_to > $as_of OR f.ended_at > $known_at)
        AND f.recorded_at <= $known_at
      RETURN need, f
      UNION
      MATCH (place:Site|Company)-[f:HAS_NEED]->(need:Need)
      WHERE place.id IN [site.id, company.id] AND NOT EXISTS {
        MATCH (deal)-[own:ADDRESSES]->(:Need)
        WHERE (own.valid_from IS NULL OR own.valid_from <= $as_of)
          AND (own.valid_to IS NULL OR own.valid_to > $as_of OR own.ended_at > $known_at)
          AND own.recorded_at <= $known_at
      }
        AND (f.valid_from IS NULL OR f.valid_from <= $as_of)
        AND (f.valid_to IS NULL OR f.valid_to > $as_of OR f.ended_at > $known_at)
        AND f.recorded_at <= $known_at
      RETURN need, f
    }
    RETURN [need.id, coalesce(need.name, need.id), f.id] ORDER BY need.id, f.id
  } AS needs,
  COLLECT {
    MATCH (place:Site|Company)-[f:HAS_USE_SCENE]->(scene:UseScene)
    WHERE place.id IN [site.id, company.id]
      AND (f.valid_from IS NULL OR f.valid_from <= $as_of)
      AND (f.valid_to IS NULL OR f.valid_to > $as_of OR f.ended_at > $known_at)
      AND f.recorded_at <= $known_at
    RETURN [scene.id, coalesce(scene.name, scene.id), f.id] ORDER BY scene.id, f.id
  } AS scenes,
  COLLECT {
    MATCH (deal)-[f:INCLUDES]->(product:Product)
    WHERE (f.valid_from IS NULL OR f.valid_from <= $as_of)
      AND (f.valid_to IS NULL OR f.valid_to > $as_of OR f.ended_at > $known_at)
      AND f.recorded_at <= $known_at
    OPTIONAL MATCH (product)-[c:CHILD_OF]->(category:Product)
    WHERE NOT coalesce(product.is_category, false)
      AND (c.valid_from IS NULL OR c.valid_from <= $as_of)
      AND (c.valid_to IS NULL OR c.valid_to > $as_of OR c.ended_at > $known_at)
      AND c.recorded_at <= $known_at
      AND EXISTS { (category)-[:CHILD_OF]->(:Product) }
    WITH coalesce(category, product) AS kind, f, c
    UNWIND [f.id, c.id] AS fact
    WITH DISTINCT kind, fact
    WHERE fact IS NOT NULL
    RETURN [kind.id, coalesce(kind.name, kind.id), fact] ORDER BY kind.id, fact
  } AS products,
  COLLECT {
    MATCH (person:Contact)-[h:HOLDS_ROLE]->(deal)
    WHERE (h.valid_from IS NULL OR h.valid_from <= $as_of)
      AND (h.valid_to IS NULL OR h.valid_to > $as_of OR h.ended_at > $known_at)
      AND h.recorded_at <= $known_at
    RETURN [coalesce(person.job_function, ''), h.role, h.id] ORDER BY h.id
  } AS roles,
  [id IN at_ids + [tie.id] WHERE id IS NOT NULL] AS evidence
