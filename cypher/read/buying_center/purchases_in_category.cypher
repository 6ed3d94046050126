// Purchases of some products by contacts who work or worked in some units.
// params: unit_ids: list<str>, product_ids: list<str>, as_of: date, known_at: datetime
// returns: id: str, purchase_id: str, contact_id: str, purchased_on: date
UNWIND $unit_ids AS unit_id
MATCH (:Entity {id: unit_id})<-[w:WORKS_AT]-(contact:Contact)
WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND w.recorded_at <= $known_at
WITH DISTINCT contact
MATCH (contact)<-[r:BY]-(purchase:Purchase)-[o:OF]->(product:Product)
WHERE product.id IN $product_ids AND purchase.purchased_on <= $as_of AND purchase.created_at <= $known_at
  AND r.recorded_at <= $known_at AND o.recorded_at <= $known_at AND contact.created_at <= $known_at
RETURN DISTINCT r.id AS id, purchase.id AS purchase_id, contact.id AS contact_id,
  purchase.purchased_on AS purchased_on
ORDER BY id
