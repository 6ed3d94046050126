"""Analyses of sales, customers and marketing: each a table with its evidence, plots and notes."""
