"""The words of headers and of values in both languages, kept as a data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from service.importers.mapping.profile import fold_header


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))


@cache
def header_words() -> dict[str, tuple[str, ...]]:
    """Return target -> folded words of headers that mean it, best first."""
    return {
        target: tuple(dict.fromkeys(fold_header(word) for word in words))
        for target, words in _data()["headers"].items()
    }


@cache
def shared_words(target: str) -> dict[str, str]:
    """Return folded value -> code, as every profile understands it."""
    words: dict[str, list[str]] = _data()["values"].get(target, {})
    return {fold_header(word): code for code, found in words.items() for word in found}
