// Every node of the model with its properties but when it was learned; for the checksum.
// params: none
// returns: label: str, properties: map
MATCH (n:Entity)
RETURN [label IN labels(n) WHERE label <> 'Entity'][0] AS label, n {.*, created_at: null, updated_at: null} AS properties
