// Nothing but a way there and back: with its answer the server tells which transaction it committed last.
// params: none
// returns: one: int
RETURN 1 AS one
