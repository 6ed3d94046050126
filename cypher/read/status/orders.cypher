// Days on which contacts, sites and companies ordered, each with one of the orders.
// params: ids: list[str], as_of: date, known_at: datetime
// returns: id: str, on: date, evidence_id: str, orders: int
UNWIND $ids AS id
MATCH (:Entity {id: id})<-[by:BY]-(o:Purchase)
WHERE o.purchased_on <= $as_of AND o.created_at <= $known_at AND by.recorded_at <= $known_at
RETURN id, o.purchased_on AS on, min(o.id) AS evidence_id, count(o) AS orders
