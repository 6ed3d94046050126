"""How good the methods are, measured on files with a truth, beside baselines in the same run."""
