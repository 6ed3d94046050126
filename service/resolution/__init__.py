"""Entity resolution, pure: how names, addresses and keys are normalised."""
