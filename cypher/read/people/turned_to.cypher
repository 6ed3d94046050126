// Whom each contact of a page turned to and how often, with the titles of the present jobs. Mail goes from its
// sender to the others, what has attendees from each to each. Ids only, in parallel lists: millions are read.
// params: after: str, limit: int, since: datetime, until: datetime, as_of: date, known_at: datetime
// returns: id: str, others: list<str>, numbers: list<int>, titles: list<str>
MATCH (one:Contact)
WHERE one.id > $after AND one.created_at <= $known_at
WITH one
ORDER BY one.id
LIMIT $limit
CALL (one) {
  // What one only received is put aside before anybody else is looked up: half of all.
  MATCH (one)-[own:TOOK_PART]->(activity:Activity)
  WHERE own.as IN ['from', 'attendee'] AND own.recorded_at <= $known_at
    AND activity.at >= $since AND activity.at < $until AND activity.created_at <= $known_at
  MATCH (activity)<-[r:TOOK_PART]-(other:Contact)
  WHERE other <> one AND r.recorded_at <= $known_at
    AND (own.as = 'from' AND coalesce(r.as, '') <> 'from' OR own.as = 'attendee' AND r.as = 'attendee')
  WITH other, count(*) AS number
  ORDER BY other.id
  RETURN collect(other.id) AS others, collect(number) AS numbers
}
RETURN one.id AS id, others, numbers,
  COLLECT {
    MATCH (one)-[job:WORKS_AT]->()
    WHERE (job.valid_from IS NULL OR job.valid_from <= $as_of)
      AND (job.valid_to IS NULL OR job.valid_to > $as_of) AND job.recorded_at <= $known_at
      AND job.title IS NOT NULL
    RETURN job.title ORDER BY job.title
  } AS titles
ORDER BY id
