"""Typed functions, one per query file, and the generic write path of imports."""
