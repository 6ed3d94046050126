// What each run of each source said, where more than one spoke; the service's own records.
CREATE CONSTRAINT claim_id IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE;
CREATE INDEX claim_about IF NOT EXISTS FOR (n:Claim) ON (n.about);
CREATE INDEX claim_view IF NOT EXISTS FOR (n:Claim) ON (n.view_id);
CREATE INDEX claim_run IF NOT EXISTS FOR (n:Claim) ON (n.run);
CREATE INDEX claim_start IF NOT EXISTS FOR (n:Claim) ON (n.start_id);
CREATE INDEX claim_end IF NOT EXISTS FOR (n:Claim) ON (n.end_id);
CREATE CONSTRAINT source_trust_id IF NOT EXISTS FOR (n:SourceTrust) REQUIRE n.source IS UNIQUE;
// Records that were found to be one with another, as they were; what people judged; pairs left to judge.
CREATE CONSTRAINT merged_id IF NOT EXISTS FOR (n:Merged) REQUIRE n.id IS UNIQUE;
CREATE INDEX merged_into IF NOT EXISTS FOR (n:Merged) ON (n.into_id);
CREATE CONSTRAINT judgement_id IF NOT EXISTS FOR (n:Judgement) REQUIRE n.id IS UNIQUE;
CREATE INDEX judgement_left IF NOT EXISTS FOR (n:Judgement) ON (n.left_id);
CREATE INDEX judgement_right IF NOT EXISTS FOR (n:Judgement) ON (n.right_id);
CREATE CONSTRAINT resolution_pair_id IF NOT EXISTS FOR (n:ResolutionPair) REQUIRE n.id IS UNIQUE;
CREATE INDEX resolution_pair_left IF NOT EXISTS FOR (n:ResolutionPair) ON (n.left_id);
CREATE INDEX resolution_pair_right IF NOT EXISTS FOR (n:ResolutionPair) ON (n.right_id);
CREATE INDEX resolution_pair_state IF NOT EXISTS FOR (n:ResolutionPair) ON (n.state, n.score);
CREATE INDEX import_run_started IF NOT EXISTS FOR (n:ImportRun) ON (n.started_at);
