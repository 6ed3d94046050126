"""How alike two names are when there is nothing but the names: spelled wrong, in another order or script.

This says "a person should see these two", never "these are one": a name that is nearly another may be a
namesake. The words of the names are aligned; a word spelled wrong costs its wrong letters, a word that the
other name lacks costs a share of its letters, and words on both sides that have nothing to do with each other
cost all of theirs: they are what tells two companies of a group, or two brothers, apart.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from service.resolution.kana import fold_romaji, katakana, romaji
from service.resolution.latin import latin_letters
from service.resolution.names import parse_company
from service.resolution.variants import fold_variants

_LONG = 6
"""Letters of a word in kanji or kana of which one may be wrong."""
_HAN = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_INITIALISM = re.compile(r"\b(?:\w\.[ ]?){2,}")
_TITLES = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|sir|dame|lord|lady|monsieur|madame|mme|herr|frau|senor|senora|sr|sra|don|"
    r"sheikh|shaikh|haji|mullah|general|gen|col|hon)$"
)
_PARTICLES = re.compile(r"^(?:al|el|ul|ud|bin|ibn|ben|bint|von|van|der|den|de|di|da|del|la|le|y)$")
_SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("[ck]h|gh|q|g|c"), "k"),
    (re.compile("sch|sh|z"), "s"),
    (re.compile("dh|th|t"), "d"),
    (re.compile("w|v"), "f"),
    (re.compile("b"), "p"),
    (re.compile("[aeiouyhj']"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)

Words = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Costs:
    """What differences cost, per letter. ``wrong``: of a word spelled wrong; ``lacking``: of a word that the
    other name lacks; ``other``: of words on both sides that have nothing to do with each other; ``alike``:
    similarity from which two words are one spelled wrong; ``threshold``: likeness from which two names are
    for a person to see."""

    wrong: float
    lacking: float
    other: float
    alike: float
    threshold: float


COMPANY = Costs(wrong=0.7, lacking=1.0, other=1.5, alike=0.6, threshold=0.87)
PERSON = Costs(wrong=0.7, lacking=0.35, other=2.0, alike=0.75, threshold=0.84)


@cache
def _tables() -> tuple[list[str], frozenset[str], dict[str, str]]:
    """Return the writings of legal forms, longest first, those in front, and words that mean the same."""
    tables = tomllib.loads((files(__package__) / "foreign_forms.toml").read_text("utf-8"))
    forms = {writing.strip() for line in tables["forms"] for writing in line.split("|")[1:]}
    same = {
        writing.strip(): line.split("|")[0].strip() for line in tables["same"] for writing in line.split("|")
    }
    return sorted(forms, key=lambda form: (-len(form), form)), frozenset(tables["front"].split()), same


def company_likeness(left: str, right: str, costs: Costs = COMPANY) -> float:
    """Return how alike two names of organisations are, 0 to 1.

    >>> company_likeness("Siemens Aktiengesellschaft", "SIEMENS AG")
    1.0
    >>> company_likeness("Acme Steel France", "Acme Steel Japan") < COMPANY.threshold
    True
    """
    return _likeness(*_readable(_japanese_core(left), _japanese_core(right), _company_words), costs)


def person_likeness(left: str, right: str, costs: Costs = PERSON) -> float:
    """Return how alike two names of people are, 0 to 1, in whatever order and script.

    >>> person_likeness("Иван Петров", "PETROV, Ivan"), person_likeness("J. Smith", "Smith John") > 0.8
    (1.0, True)
    """
    one, other = _readable(left, right, _person_words)
    return max(_likeness(one, other, costs), _likeness(_bare(one), _bare(other), costs))


def _readable(left: str, right: str, words: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of both; a reading in kana is spelled in Latin letters where the other name is."""
    kana = [bool(katakana(text)) for text in (left, right)]
    if kana[0] == kana[1] or not (right if kana[0] else left).isascii():
        return words(left), words(right)
    sides = (
        romaji(text) if is_kana else fold_romaji(" ".join(words(text)))
        for text, is_kana in zip((left, right), kana, strict=True)
    )
    one, other = (tuple(side.split()) for side in sides)
    return one, other


@lru_cache(maxsize=20_000)
def _japanese_core(text: str) -> str:
    """Return a company's Japanese name without its legal form and branch; another name as it is."""
    parsed = parse_company(text)
    return parsed.core if _HAN.search(text) and not parsed.is_joint_venture else text


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    plain = _INITIALISM.sub(
        lambda found: found[0].replace(".", "").replace(" ", "") + " ", latin_letters(text)
    )
    plain = plain.replace("&", " and ").replace("'s ", "s ")
    return tuple(re.sub(r"[^\w\s]|_", " ", plain.replace("'", "")).split())


def _company_words(text: str) -> tuple[str, ...]:
    forms, front, same = _tables()
    name = " ".join(_words(fold_variants(text))).removeprefix("the ")
    shortened = True
    while shortened:
        shortened = False
        for writing in forms:
            if name.endswith(" " + writing):
                name, shortened = name[: -len(writing)].strip(), True
                break
    first, _, rest = name.partition(" ")
    name = rest if first in front and rest else name
    for writing, word in same.items():
        if " " in writing:
            name = f" {name} ".replace(f" {writing} ", f" {word} ").strip()
    return tuple(same.get(word, word) for word in name.split())


def _person_words(text: str) -> tuple[str, ...]:
    # A capital inside a word stands where a space was lost.
    parted = re.sub(r"(?<=[a-z])(?=[A-Z][a-z]{2})", " ", fold_variants(text))
    words = tuple(word for word in _words(parted) if not _TITLES.match(word))
    return words or _words(text)


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if not _PARTICLES.match(word)) or words


@lru_cache(maxsize=50_000)
def _sound(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=50_000)
def _alike(left: str, right: str) -> float:
    """Return how alike two words are."""
    if left == right:
        return 1.0
    if _HAN.search(left) or _HAN.search(right):
        # Another kanji or syllable is another name, but in a long one it may be a slip.
        longest = max(len(left), len(right))
        distance = OSA.distance(left, right)
        return 1.0 - distance / longest if longest >= _LONG and distance <= longest // _LONG else 0.0
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return 0.9 if long.startswith(short) else 0.0
    found = 1.0 - OSA.distance(left, right) / len(long)
    if len(short) > 2 and len(_sound(left)) > 1 and _sound(left) == _sound(right):
        found = max(found, 0.85)
    return found


def _likeness(left: tuple[str, ...], right: tuple[str, ...], costs: Costs) -> float:
    if not left or not right:
        return 0.0
    one, other = "".join(left), "".join(right)
    if one == other or sorted(left) == sorted(right):
        return 1.0
    pairs = sorted(
        ((_alike(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)),
        key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[1]),
    )
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    total = wrong = 0.0
    for alike, i, j in pairs:
        if alike < costs.alike:
            break
        if i in free_left and j in free_right:
            free_left.remove(i)
            free_right.remove(j)
            letters = len(left[i]) + len(right[j])
            total += letters
            wrong += costs.wrong * letters * (1.0 - alike)
    if total == 0.0:
        return 0.0
    rest = sum(len(left[i]) for i in free_left), sum(len(right[j]) for j in free_right)
    # Words on both sides that have nothing to do with each other speak against; what one lacks, less.
    both = 2.0 * min(rest)
    cost = wrong + costs.other * both + costs.lacking * (sum(rest) - both)
    found = max(0.0, 1.0 - cost / (total + sum(rest)))
    joined = 1.0 - 2.0 * OSA.distance(one, other) / (len(one) + len(other))
    # Words that ran together: the letters in their order say more.
    return max(found, joined if len(left) != len(right) and joined > 0.9 else 0.0)
