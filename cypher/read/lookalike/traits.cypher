// Needs, use scenes, products in use, regions, markets and parents of companies and sites.
// params: as_of: date, known_at: datetime
// returns: owner_id: str, type: str, traits: list[list]
MATCH (owner:Company|Site)-[r:HAS_NEED|HAS_USE_SCENE|USES|IN_REGION|IN_MARKET|SUBSIDIARY_OF]->(trait:Entity)
WHERE owner.created_at <= $known_at
  AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
  AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at)
  AND r.recorded_at <= $known_at
WITH owner.id AS owner_id, type(r) AS type, trait.id AS trait_id, trait.name AS name, r.id AS evidence_id
ORDER BY evidence_id
RETURN owner_id, type, collect([trait_id, name, evidence_id]) AS traits
ORDER BY owner_id, type
