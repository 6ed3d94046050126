// Scores by behaviour: their rules, version by version, and what people say beside them.
CREATE CONSTRAINT score_rules_id IF NOT EXISTS FOR (n:ScoreRules) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT human_score_id IF NOT EXISTS FOR (n:HumanScore) REQUIRE n.id IS UNIQUE;
CREATE INDEX human_score_about IF NOT EXISTS FOR (n:HumanScore) ON (n.about);
CREATE INDEX company_score IF NOT EXISTS FOR (n:Company) ON (n.derived_score);
CREATE INDEX contact_score IF NOT EXISTS FOR (n:Contact) ON (n.derived_score);
CREATE CONSTRAINT score_state_id IF NOT EXISTS FOR (n:ScoreState) REQUIRE n.id IS UNIQUE;
CREATE INDEX activity_created_at IF NOT EXISTS FOR (n:Activity) ON (n.created_at);
