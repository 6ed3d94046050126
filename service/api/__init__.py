"""The HTTP API: thin views that validate, call one operation and return."""
