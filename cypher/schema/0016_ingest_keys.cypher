// Keys that sources sign their events with.
CREATE CONSTRAINT ingest_key_id IF NOT EXISTS FOR (n:IngestKey) REQUIRE n.id IS UNIQUE;
