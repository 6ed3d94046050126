// One page of a label in order of id, after a given id, of those with a value in a property: equal to one, in a
// range, or any at all.
// params: prefix: str, after: str, property: str, value: str | float | bool | date | null, is_list: bool,
//   least: float | date | null, most: float | date | null, is_filled: bool, limit: int
// returns: node: map
MATCH (n:Entity)
WHERE n.id STARTS WITH $prefix AND n.id > $after AND (n[$property] IS NOT NULL) = $is_filled
  AND ($value IS NULL OR CASE WHEN $is_list THEN any(one IN n[$property] WHERE one = $value)
                              ELSE n[$property] = $value END)
  AND ($least IS NULL OR n[$property] >= $least) AND ($most IS NULL OR n[$property] <= $most)
RETURN n {.id, .name, .name_kana, .name_latin, .title, .function, .kind, .at, .subject, .is_self,
          .opened_on, .closed_on, .purchased_on, .outcome,
          status: coalesce(n.derived_override, n.derived_status, n.status), value: n[$property],
          label: [x IN labels(n) WHERE x <> 'Entity'][0]} AS node
ORDER BY n.id
LIMIT $limit
