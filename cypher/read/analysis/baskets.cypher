// The sites and the product categories of purchases and deals. A category is what stands right above a product, the
// product itself where nothing does.
// params: ids: list<str>, known_at: datetime
// returns: id: str, sites: list<map>, categories: list<map>
UNWIND $ids AS id
MATCH (record:Entity {id: id})
RETURN record.id AS id,
  COLLECT {
    MATCH (record)-[at:BY|AT]->(site:Site)
    WHERE at.recorded_at <= $known_at
    RETURN DISTINCT {id: site.id, name: site.name, name_latin: site.name_latin} AS found ORDER BY found.id
  } AS sites,
  COLLECT {
    MATCH (record)-[i:OF|INCLUDES]->(product:Product)
    WHERE i.recorded_at <= $known_at
    OPTIONAL MATCH (product)-[c:CHILD_OF]->(above:Product) WHERE c.recorded_at <= $known_at
    WITH coalesce(above, product) AS category
    RETURN DISTINCT {id: category.id, name: category.name, name_latin: category.name_latin} AS found ORDER BY found.id
  } AS categories
ORDER BY id
