// Notices to people, once per reason, and segments with their versions, members when looked at, and watches.
CREATE CONSTRAINT notice_id IF NOT EXISTS FOR (n:Notice) REQUIRE n.id IS UNIQUE;
CREATE INDEX notice_at IF NOT EXISTS FOR (n:Notice) ON (n.at);
CREATE CONSTRAINT segment_id IF NOT EXISTS FOR (n:Segment) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT segment_version_id IF NOT EXISTS FOR (n:SegmentVersion) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT segment_day_id IF NOT EXISTS FOR (n:SegmentDay) REQUIRE n.id IS UNIQUE;
