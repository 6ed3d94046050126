// One page of a label in order of id, after a given id.
// params: label: str, after: str, limit: int
// returns: node: map
MATCH (n:Entity)
WHERE n.id STARTS WITH $label + '-' AND n.id > $after
RETURN n {.id, .name, .name_kana, .name_latin, .title, .function, .kind, .at, .subject, .is_self,
          .opened_on, .closed_on, .purchased_on, .outcome,
          status: coalesce(n.derived_override, n.derived_status, n.status),
          label: [x IN labels(n) WHERE x <> 'Entity'][0]} AS node
ORDER BY n.id
LIMIT $limit
