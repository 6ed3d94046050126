"""One module per source format: read, transform, nothing else. They never write to the graph."""
