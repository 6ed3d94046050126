// Runs of the backtest of the ranking and what they found.
CREATE CONSTRAINT backtest_id IF NOT EXISTS FOR (n:Backtest) REQUIRE n.id IS UNIQUE;
