// What a run alone spoke of is found at once; what a source said is looked at anew when trust in it changes.
CREATE INDEX entity_run IF NOT EXISTS FOR (n:Entity) ON (n.run);
CREATE INDEX claim_source IF NOT EXISTS FOR (n:Claim) ON (n.source, n.view_id);
CREATE CONSTRAINT unresolved_id IF NOT EXISTS FOR (n:Unresolved) REQUIRE n.id IS UNIQUE;
