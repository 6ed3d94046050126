// Ties kept as derived: what passed between two people; activities whose ties are to be made anew.
CREATE CONSTRAINT derived_tie_id IF NOT EXISTS FOR (n:DerivedTie) REQUIRE n.id IS UNIQUE;
CREATE INDEX derived_tie_one IF NOT EXISTS FOR (n:DerivedTie) ON (n.one);
CREATE INDEX derived_tie_other IF NOT EXISTS FOR (n:DerivedTie) ON (n.other);
CREATE CONSTRAINT tie_mark_id IF NOT EXISTS FOR (n:TieMark) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT tie_state_id IF NOT EXISTS FOR (n:TieState) REQUIRE n.id IS UNIQUE;
