// The purchases contacts made.
// params: contact_ids: list<str>, as_of: date, known_at: datetime
// returns: id: str, purchase_id: str, contact_id: str, deal_id: str | null, purchased_on: date
UNWIND $contact_ids AS contact_id
MATCH (contact:Contact {id: contact_id})<-[r:BY]-(purchase:Purchase)
WHERE purchase.purchased_on <= $as_of AND purchase.created_at <= $known_at AND r.recorded_at <= $known_at
OPTIONAL MATCH (purchase)-[origin:FROM]->(deal:Deal)
WHERE origin.recorded_at <= $known_at
RETURN r.id AS id, purchase.id AS purchase_id, contact.id AS contact_id, deal.id AS deal_id,
  purchase.purchased_on AS purchased_on
ORDER BY id, deal_id
