// What makes an account weigh: its deals, those that go on, and its orders.
// params: as_of: date
// returns: id: str, deals: int, open_deals: int, orders: int
MATCH (c:Company)
CALL (c) {
  MATCH (c)<-[:WITH]-(d:Deal)
  RETURN count(d) AS deals, sum(CASE WHEN d.closed_on IS NULL OR d.closed_on > $as_of THEN 1 ELSE 0 END) AS open_deals
}
CALL (c) { MATCH (c)<-[:BY]-(o:Purchase) RETURN count(o) AS orders }
WITH c, deals, open_deals, orders WHERE deals + orders > 0
RETURN c.id AS id, deals, open_deals, orders
