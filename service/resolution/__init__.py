"""Entity resolution, pure: normalise, block, compare, cluster."""
