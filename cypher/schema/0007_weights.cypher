// Weights that were learned from what people judged, and how far resolving everything is.
CREATE CONSTRAINT resolution_weights_id IF NOT EXISTS FOR (n:ResolutionWeights) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT resolution_run_id IF NOT EXISTS FOR (n:ResolutionRun) REQUIRE n.id IS UNIQUE;
