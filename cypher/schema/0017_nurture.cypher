// How people are brought on: rules by version, courses of steps that begin once per reason, and tasks with changes.
CREATE CONSTRAINT nurture_rules_id IF NOT EXISTS FOR (n:NurtureRules) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT nurture_state_id IF NOT EXISTS FOR (n:NurtureState) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT nurture_course_id IF NOT EXISTS FOR (n:NurtureCourse) REQUIRE n.id IS UNIQUE;
CREATE INDEX nurture_course_contact IF NOT EXISTS FOR (n:NurtureCourse) ON (n.contact_id);
CREATE INDEX nurture_course_next IF NOT EXISTS FOR (n:NurtureCourse) ON (n.next_on);
CREATE CONSTRAINT nurture_task_id IF NOT EXISTS FOR (n:NurtureTask) REQUIRE n.id IS UNIQUE;
CREATE INDEX nurture_task_contact IF NOT EXISTS FOR (n:NurtureTask) ON (n.contact_id);
CREATE CONSTRAINT nurture_task_change_id IF NOT EXISTS FOR (n:NurtureTaskChange) REQUIRE n.id IS UNIQUE;
CREATE INDEX nurture_task_change_of IF NOT EXISTS FOR (n:NurtureTaskChange) ON (n.item_id);
