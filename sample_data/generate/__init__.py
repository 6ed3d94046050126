"""Writes the files of the demonstration company: ``python -m sample_data.generate``.

Everything is made up: companies, people, places of work, addresses, prices. The same code gives the same
files, byte for byte, on every machine.
"""
