// Every node of the model with its properties but when it was learned; for the checksum. The Facts in which
// imports keep the values they replaced tell of the imports, not of the world, and are left out.
// params: none
// returns: label: str, properties: map
MATCH (n:Entity)
WHERE NOT (n:Fact AND n.superseded_at IS NOT NULL)
RETURN [label IN labels(n) WHERE label <> 'Entity'][0] AS label, n {.*, created_at: null, updated_at: null} AS properties
