// What people said of suggestions, and sets of weights behind the scores.
CREATE CONSTRAINT suggestion_verdict_id IF NOT EXISTS FOR (n:SuggestionVerdict) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT weight_set_id IF NOT EXISTS FOR (n:WeightSet) REQUIRE n.id IS UNIQUE;
