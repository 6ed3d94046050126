"""The demonstration company: its files and the seeded generator that writes them."""
