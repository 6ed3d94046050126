"""Ratios measured in one run: what Enishi takes over what the same work takes without it."""
