// Role templates that people set.
CREATE CONSTRAINT role_template_id IF NOT EXISTS FOR (n:RoleTemplate) REQUIRE n.id IS UNIQUE;
