// Values that nodes of a label have in a property, lists taken apart.
// params: prefix: str, property: str, is_list: bool
// returns: value: str, nodes: int
MATCH (n:Entity)
WHERE n.id STARTS WITH $prefix AND n[$property] IS NOT NULL
WITH CASE WHEN $is_list THEN n[$property] ELSE [n[$property]] END AS chosen
UNWIND chosen AS value
RETURN value, count(*) AS nodes
ORDER BY nodes DESC, value
