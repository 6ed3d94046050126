"""Companies found again under another name: two lists of one register, years apart, without their codes.

What a rename leaves as it was (reading, Latin name, address, industry, capital, end of the fiscal year) is
weighed against what it changes, by chances that are learned from the two lists themselves (``linkage``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from service.resolution.addresses import parse_address
from service.resolution.kana import company_kana
from service.resolution.linkage import (
    CLOSE,
    DIFFERENT,
    ENOUGH,
    EXACT,
    MISSING,
    PARTIAL,
    Comparator,
    Link,
    link,
    one_to_one,
)
from service.resolution.match_keys import company_core
from service.resolution.names import parse_company
from service.resolution.variants import fold_variants

_BAR = "¦"
_GENERAL = re.compile(r"ホールディングス|holdings?|グループ|group|ジャパン|japan|日本")


@dataclass(frozen=True, slots=True)
class Listed:
    """A company as a list gives it; what it does not say is "". ``more``: further columns, compared as they
    are (industry, capital, end of the fiscal year, kind)."""

    name: str
    kana: str = ""
    latin: str = ""
    address: str = ""
    more: Mapping[str, str] | None = None


def find_again(old: Sequence[Listed], new: Sequence[Listed], seed: int = 7) -> list[Link]:
    """Return which of the old companies is which of the new ones, each at most once, the surest first.

    Notes
    -----
    The chances are learned from the lists, so these must be more than a handful of companies.
    """
    sides = [[_record(company) for company in side] for side in (old, new)]
    found = link(sides[0], sides[1], seed, _COMPARATORS, ("core", "kana", "latin"), ("names",))
    return [match for match in one_to_one(found) if match.probability >= ENOUGH]


def _record(company: Listed) -> dict[str, str]:
    core, kana = company_core(company.name) if company.name else "", company_kana(company.kana)
    latin = company_core(company.latin) if company.latin else ""
    place = parse_address(company.address)
    return {
        "names": _BAR.join((fold_variants(parse_company(company.name).key), core, kana, latin))
        if core
        else "",
        "core": core,
        "kana": kana,
        "latin": latin,
        "place": _BAR.join((place.city, place.block, place.building)) if place.city else "",
        **(company.more or {}),
    }


def compare_names(one: str, other: str) -> int:
    """Return the level of two companies' names, each as key, core, reading and Latin name.

    Exact: one name and legal form; close: one core, reading or Latin name, or nearly the same letters in one
    of them, or one begins the other; partial: a good part of one.
    """
    if not one or not other:
        return MISSING
    lefts, rights = one.split(_BAR), other.split(_BAR)
    if lefts[0] == rights[0]:
        return EXACT
    best = DIFFERENT
    for left, right in zip(lefts[1:], rights[1:], strict=True):
        if not left or not right:
            continue
        bare = [_GENERAL.sub("", text) or text for text in (left, right)]
        short, long = sorted(bare, key=len)
        similarity = JaroWinkler.similarity(*bare)
        if bare[0] == bare[1] or similarity >= 0.93 or (len(short) > 3 and long.startswith(short)):
            best = max(best, CLOSE)
        elif similarity >= 0.8 or (len(short) > 2 and short[:3] == long[:3]):
            best = max(best, PARTIAL)
    return best


def compare_places(one: str, other: str) -> int:
    """Return the level of two addresses: exact with town and numbers, close town, partial city."""
    if not one or not other:
        return MISSING
    left, right = one.split(_BAR), other.split(_BAR)
    if left[:2] == right[:2]:
        return EXACT
    if left[0] != right[0]:
        return DIFFERENT
    towns = [side[1].rstrip("0123456789-") for side in (left, right)]
    return CLOSE if towns[0] == towns[1] else PARTIAL


_COMPARATORS: dict[str, Comparator] = {"names": compare_names, "place": compare_places}
