// A target of expansion that is worked on, was, or was taken off the list.
// params: id: str
// returns: item: map
MATCH (item:ExpansionItem {id: $id})
RETURN properties(item) AS item
