"""Places of Japan as they stand in names of branches, and its prefectures with their ISO 3166-2 codes."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_WORDS: dict[str, list[str]] = {
    name: text.split()
    for name, text in tomllib.loads((files(__package__) / "places.toml").read_text("utf-8")).items()
}

PREFECTURES: dict[str, tuple[str, str]] = {
    name: (f"JP-{number:02}", latin)
    for number, (name, latin) in enumerate(
        zip(_WORDS["prefectures"][::2], _WORDS["prefectures"][1::2], strict=True), start=1
    )
}
"""Name -> ISO 3166-2 code and name in Latin letters."""

DIRECTIONS: tuple[str, ...] = tuple(_WORDS["directions"])
_CITIES = tomllib.loads((files(__package__) / "municipalities.toml").read_text("utf-8"))["cities"]
PLACES: frozenset[str] = frozenset(
    (
        *_WORDS["regions"],
        *_WORDS["cities"],
        # A city of one letter (津, 光) ends too many other words; those that are meant stand in our own list.
        *(name for names in _CITIES.values() for name in names.split() if len(name) > 1),
    )
)
LONGEST_PLACE = max(map(len, PLACES))


def place_at_end(text: str) -> str:
    """Return the longest known place that the text ends with, a direction after it included, or "".

    >>> place_at_end("共和コンサルタント磐田"), place_at_end("山田設計静岡東部"), place_at_end("山田設計")
    ('磐田', '静岡東部', '')
    """
    found = _known(text)
    for direction in DIRECTIONS:
        if text.endswith(direction) and (place := _known(text.removesuffix(direction))):
            found = max(found, place + direction, key=len)
    return found


def _known(text: str) -> str:
    for length in range(min(LONGEST_PLACE, len(text)), 0, -1):
        if text[-length:] in PLACES:
            return text[-length:]
    return ""
