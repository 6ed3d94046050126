"""Everything that runs: store, importers, analysis, operations, API, explorer and command line."""
