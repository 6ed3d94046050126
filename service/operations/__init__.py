"""Use cases, shared by API, command line and notebooks."""
