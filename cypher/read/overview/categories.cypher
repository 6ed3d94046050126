// Product categories, those that most deals of a unit are about first. A category is a product with others
// under it.
// params: unit_id: str, as_of: date, known_at: datetime
// returns: id: str, code: str | null, name: str, name_latin: str | null, deals: int
MATCH (category:Product)
WHERE category.created_at <= $known_at AND EXISTS { (category)<-[:CHILD_OF]-(:Product) }
CALL (category) {
  MATCH (:Entity {id: $unit_id})<-[w:WITH|AT]-(deal:Deal)-[i:INCLUDES]->(:Product)-[:CHILD_OF*0..8]->(category)
  WHERE deal.created_at <= $known_at AND (deal.opened_on IS NULL OR deal.opened_on <= $as_of)
    AND w.recorded_at <= $known_at AND i.recorded_at <= $known_at
  RETURN count(DISTINCT deal) AS deals
}
RETURN category.id AS id, category.code AS code, category.name AS name, category.name_latin AS name_latin, deals
ORDER BY deals DESC, name, id
