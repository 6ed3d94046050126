// What was asked of an import that is going on: pause or cancel.
// params: id: str
// returns: wish: str | null
MATCH (r:ImportRun {id: $id})
RETURN r.wish AS wish
