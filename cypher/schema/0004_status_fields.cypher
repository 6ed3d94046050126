// The service's own records of status and of user-defined fields.
CREATE CONSTRAINT status_rules_id IF NOT EXISTS FOR (n:StatusRules) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT status_change_id IF NOT EXISTS FOR (n:StatusChange) REQUIRE n.id IS UNIQUE;
CREATE INDEX status_change_at IF NOT EXISTS FOR (n:StatusChange) ON (n.at);
CREATE INDEX status_change_about IF NOT EXISTS FOR (n:StatusChange) ON (n.about);
CREATE CONSTRAINT status_override_id IF NOT EXISTS FOR (n:StatusOverride) REQUIRE n.id IS UNIQUE;
CREATE INDEX status_override_about IF NOT EXISTS FOR (n:StatusOverride) ON (n.about);
CREATE INDEX status_override_review IF NOT EXISTS FOR (n:StatusOverride) ON (n.review_on);
CREATE INDEX company_lapses_on IF NOT EXISTS FOR (n:Company) ON (n.derived_lapses_on);
CREATE INDEX site_lapses_on IF NOT EXISTS FOR (n:Site) ON (n.derived_lapses_on);
CREATE INDEX contact_lapses_on IF NOT EXISTS FOR (n:Contact) ON (n.derived_lapses_on);
CREATE INDEX contact_doubt_on IF NOT EXISTS FOR (n:Contact) ON (n.derived_doubt_on);
CREATE CONSTRAINT field_definition_id IF NOT EXISTS FOR (n:FieldDefinition) REQUIRE n.id IS UNIQUE;
