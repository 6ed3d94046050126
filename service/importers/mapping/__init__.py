"""Mapping: what the columns of any list become, said by profiles that are data files."""
