// Campaigns by their name in lower case; of several with one name the first by id.
// params: names: list[str]
// returns: name: str, id: str
MATCH (c:Campaign)
WHERE toLower(c.name) IN $names
RETURN toLower(c.name) AS name, min(c.id) AS id
ORDER BY name
