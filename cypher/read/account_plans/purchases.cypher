// Purchases of an account up to the day, with its units that are named as buyers, those where a person who bought
// worked that day, and the product categories.
// params: unit_ids: list[str], as_of: date, known_at: datetime
// returns: id: str, unit_ids: list<str>, staff_unit_ids: list<str>, categories: list<map>
MATCH (unit:Entity)
WHERE unit.id IN $unit_ids
CALL (unit) {
  MATCH (unit)<-[by:BY]-(purchase:Purchase)
  RETURN by, purchase, true AS is_named
  UNION
  MATCH (unit)<-[job:WORKS_AT]-(:Contact)<-[by:BY]-(purchase:Purchase)
  WHERE job.recorded_at <= $known_at AND (job.valid_from IS NULL OR job.valid_from <= purchase.purchased_on)
    AND (job.valid_to IS NULL OR job.valid_to > purchase.purchased_on OR job.ended_at > $known_at)
  RETURN by, purchase, false AS is_named
}
WITH unit, by, purchase, is_named
WHERE purchase.purchased_on <= $as_of AND purchase.created_at <= $known_at AND by.recorded_at <= $known_at
  AND (by.valid_from IS NULL OR by.valid_from <= $as_of)
  AND (by.valid_to IS NULL OR by.valid_to > $as_of OR by.ended_at > $known_at)
WITH purchase, collect(DISTINCT CASE WHEN is_named THEN unit.id END) AS unit_ids,
  collect(DISTINCT CASE WHEN NOT is_named THEN unit.id END) AS staff_unit_ids
RETURN purchase.id AS id, unit_ids, staff_unit_ids,
  COLLECT {
    MATCH (purchase)-[of:OF]->(product:Product)
    WHERE of.recorded_at <= $known_at AND (of.valid_from IS NULL OR of.valid_from <= $as_of)
      AND (of.valid_to IS NULL OR of.valid_to > $as_of OR of.ended_at > $known_at)
    OPTIONAL MATCH (product)-[:CHILD_OF]->(category:Product)
    WITH DISTINCT coalesce(category, product) AS found
    RETURN {id: found.id, label: 'Product', name: found.name, name_latin: found.name_latin}
    ORDER BY found.id
  } AS categories
ORDER BY id
