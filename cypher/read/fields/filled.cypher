// How many nodes of a label there are, and how many have each property; when half of those that have it had not
// changed it since.
// params: prefix: str, properties: list[str], day: date
// returns: property: str, total: int, filled: int, age_days: float | null
MATCH (n:Entity)
WHERE n.id STARTS WITH $prefix
UNWIND $properties AS property
WITH n, property, n[property] AS value
OPTIONAL MATCH (n)<-[:ABOUT]-(f:Fact {property: property})
WHERE value IS NOT NULL
WITH n, property, value, max(f.superseded_at) AS changed
WITH property, value,
     CASE WHEN value IS NOT NULL THEN duration.inDays(date(coalesce(changed, n.created_at)), $day).days END AS age
RETURN property, count(*) AS total, count(value) AS filled, percentileCont(age, 0.5) AS age_days
