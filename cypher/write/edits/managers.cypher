// Those above somebody in the reporting lines that hold on a day, in a writing transaction.
// params: id: str, day: date
// returns: id: str
MATCH (:Contact {id: $id}) ((:Contact)-[r:REPORTS_TO WHERE r.valid_to IS NULL OR r.valid_to > $day]->(above:Contact)){1,20}
UNWIND above AS one
RETURN DISTINCT one.id AS id
ORDER BY id
