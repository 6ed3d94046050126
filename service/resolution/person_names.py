"""Names of people taken apart, so that order, script and spelling do not keep one person apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from service.resolution.kana import fold_kana, fold_romaji, katakana, romaji
from service.resolution.names import clean
from service.resolution.variants import fold_variants

_HONORIFIC = re.compile(r"(?:(?<=\S)\s*(?:様|さま|殿|さん|先生|御中)|\s+(?:氏|君))$")
_TITLES = re.compile(r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|sir|dame)\b\.?\s*)+", re.IGNORECASE)
_NOTE = re.compile(r"\s*[\[(（][^()\[\]（）]*[\])）]\s*$")
_JAPANESE = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_APART = re.compile(r"[\s,、・.]+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name. ``written``: without honorific and notes; ``words``: its parts, folded, as written;
    ``key``: equal for writings of one name (Japanese: without spaces; Latin: words in alphabetic order);
    ``kana``: folded reading or ""; ``latin``: folded spelling, words in alphabetic order, or "";
    ``is_japanese``: written in kanji or kana."""

    written: str
    words: tuple[str, ...]
    key: str
    kana: str
    latin: str
    is_japanese: bool


@lru_cache(maxsize=50_000)
def parse_person(name: str, kana: str = "", latin: str = "") -> PersonName:
    """Take a person's name apart.

    Parameters
    ----------
    name, kana, latin
        The name as written, its reading, and its spelling in Latin letters; what is not known is "".

    Examples
    --------
    >>> parse_person("髙橋　太郎 様").key == parse_person("高橋太郎").key
    True
    >>> one, other = parse_person("佐藤 花子", kana="さとう はなこ"), parse_person("Hanako SATOH")
    >>> one.latin == other.latin
    True
    """
    written = _TITLES.sub("", _NOTE.sub("", _HONORIFIC.sub("", clean(name)))).strip()
    is_japanese = bool(_JAPANESE.search(written))
    words = tuple(word for word in _APART.split(fold_variants(written).casefold()) if word)
    key = "".join(words) if is_japanese else " ".join(sorted(words))
    reading = kana if katakana(kana) else (written if katakana(written) else "")
    spelling = latin.strip() or ("" if is_japanese else written)
    folded = fold_romaji(spelling) or (romaji(reading) if " " in clean(reading) else "")
    in_order = " ".join(sorted(word for word in _APART.split(folded) if word))
    return PersonName(written, words, key, fold_kana(reading), in_order, is_japanese)


def is_initial_of(one: str, other: str) -> bool:
    """Return whether one word is the first letter of the other (t / taro).

    >>> is_initial_of("t", "taro"), is_initial_of("ta", "taro")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and len(long) > 1 and long.startswith(short)
