// Targets of expansion that people work on, and every change of them.
CREATE CONSTRAINT expansion_item_id IF NOT EXISTS FOR (n:ExpansionItem) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT expansion_item_change_id IF NOT EXISTS FOR (n:ExpansionItemChange) REQUIRE n.id IS UNIQUE;
CREATE INDEX expansion_item_change_of IF NOT EXISTS FOR (n:ExpansionItemChange) ON (n.item_id);
