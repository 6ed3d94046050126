"""Every message in Japanese and English, kept as data files under ``service/locale``.

One TOML file a topic, one table a key: ``[missing_column]`` with ``en`` and ``ja``. A message is asked for
as ``say("import.missing_column", lang, column="org")``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

Language = Literal["en", "ja"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def texts() -> dict[str, dict[str, str]]:
    """Return every message: key (``topic.name``) -> language -> text with str.format placeholders."""
    found: dict[str, dict[str, str]] = {}
    for file in (files(__package__) / "locale").iterdir():
        if file.name.endswith(".toml"):
            topic = file.name.removesuffix(".toml")
            for name, by_language in tomllib.loads(file.read_text("utf-8")).items():
                found[f"{topic}.{name}"] = cast(dict[str, str], by_language)
    return found


def say(key: str, lang: Language, **params: object) -> str:
    """Return the message in the language, filled in.

    Raises
    ------
    KeyError
        When the key is not in any locale file, or a placeholder has no value: a fault of the program.
    """
    return texts()[key][lang].format(**params)


def best_language(tags: list[str], default: Language) -> Language:
    """Return the first of the language tags (such as ``ja-JP``) that we speak, else the default."""
    for tag in tags:
        short = tag.split("-", 1)[0].lower()
        if short in LANGUAGES:
            return short
    return default
