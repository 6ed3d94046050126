// All members of our own.
// params: known_at: datetime
// returns: id: str, name: str, is_no_introducer: bool
MATCH (member:Member)
WHERE member.created_at <= $known_at
RETURN member.id AS id, coalesce(member.name, member.name_latin, member.id) AS name,
  coalesce(member.is_no_introducer, false) AS is_no_introducer
ORDER BY id
