// Keeps when it was last looked at who is to be brought on; since when stays as it was said first.
// params: said: map, since: date
// returns: refreshed_at: datetime
MERGE (s:NurtureState {id: 'nurture'})
SET s += $said, s.since = coalesce(s.since, $since)
RETURN s.refreshed_at AS refreshed_at
