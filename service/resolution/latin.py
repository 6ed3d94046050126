"""Any name in plain small Latin letters: no diacritics, special letters spelled, other alphabets read out."""

from __future__ import annotations

import tomllib
import unicodedata
from importlib.resources import files

_LETTERS = str.maketrans(
    {
        letter: spelled.replace("_", "")
        for alphabet in tomllib.loads((files(__package__) / "alphabets.toml").read_text("utf-8")).values()
        for letter, spelled in zip(alphabet["letters"].split(), alphabet["spelled"].split(), strict=True)
    }
)


def latin_letters(text: str) -> str:
    """Return the text in small Latin letters as far as its letters have one reading; others stay.

    >>> latin_letters("Société Générale"), latin_letters("Łódź Straße"), latin_letters("Лавров")
    ('societe generale', 'lodz strasse', 'lavrov')
    """
    spelled = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFD", spelled)
    # Marks are diacritics on Latin letters; in Indic scripts they are letters of their own.
    kept = "".join(
        letter
        for place, letter in enumerate(decomposed)
        if not (unicodedata.combining(letter) and _is_on_latin(decomposed, place))
    )
    return unicodedata.normalize("NFC", kept)


def _is_on_latin(text: str, place: int) -> bool:
    while place > 0 and unicodedata.combining(text[place]):
        place -= 1
    return text[place].isascii()
