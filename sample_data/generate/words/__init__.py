"""Our own lists of words and names, and how they are read."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a list; cells are divided by ``|``, lines that start with ``#`` are remarks."""
    text = (files(__package__) / f"{name}.txt").read_text("utf-8")
    return tuple(
        tuple(cell.strip() for cell in line.split("|"))
        for line in text.splitlines()
        if line and not line.startswith("#")
    )


@cache
def texts(name: str) -> dict[str, Any]:
    """Return a TOML file of texts."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))
