// The products under a product category, given by code or id, the category itself included.
// params: category: str, as_of: date, known_at: datetime
// returns: id: str, code: str | null, name: str | null
MATCH (root:Product)
WHERE (root.code = $category OR root.id = $category) AND root.created_at <= $known_at
MATCH path = (root)<-[:CHILD_OF*0..8]-(product:Product)
WHERE product.created_at <= $known_at
  AND all(r IN relationships(path) WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
    AND (r.valid_to IS NULL OR r.valid_to > $as_of OR r.ended_at > $known_at) AND r.recorded_at <= $known_at)
WITH product, min(length(path)) AS depth
RETURN product.id AS id, product.code AS code, product.name AS name
ORDER BY depth, id
