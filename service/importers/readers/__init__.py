"""Readers: a file of whatever format as rows of cells by column, each with the line it stands on."""
