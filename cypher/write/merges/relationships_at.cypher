// The relationships of some nodes as they stand, in a writing transaction, but those of the Facts in which imports
// keep earlier values.
// params: ids: list[str]
// returns: found: list[map]
UNWIND $ids AS id
MATCH (:Entity {id: id})-[r]-(other)
WHERE NOT (other:Fact AND other.superseded_at IS NOT NULL)
WITH DISTINCT r
RETURN collect({id: r.id, type: type(r), start_id: startNode(r).id, end_id: endNode(r).id,
                properties: r {.*, recorded_at: null}, recorded_at: toString(r.recorded_at)}) AS found
