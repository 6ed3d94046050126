"""Variant kanji: the forms in which one name is written in different lists."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_TABLE = str.maketrans(
    {
        other: line[0]
        for line in tomllib.loads((files(__package__) / "variants.toml").read_text("utf-8"))["kanji"].split()
        for other in line[1:]
        if other != line[0]
    }
)


def fold_variants(text: str) -> str:
    """Return the text with each variant kanji in the form it is compared in.

    >>> fold_variants("齋藤 髙志"), fold_variants("渡邉"), fold_variants("中澤")
    ('斎藤 高志', '渡辺', '中沢')
    """
    return text.translate(_TABLE)
