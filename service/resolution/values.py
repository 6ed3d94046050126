"""Values of two records side by side: texts, sets of ids, addresses, telephone numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz.distance import JaroWinkler

from service.resolution.addresses import Address, parse_address
from service.resolution.match_keys import phones_of
from service.resolution.phones import Phone
from service.resolution.verdicts import Outcome, Reason

NEARLY = 0.93
"""Jaro-Winkler similarity from which two names have nearly the same letters."""


def text_of(properties: Mapping[str, Any], name: str) -> str:
    """Return a text property, "" when it is not there."""
    value = properties.get(name)
    return "" if value is None else str(value).strip()


def ids_of(properties: Mapping[str, Any], name: str) -> frozenset[str]:
    """Return a set of ids, whether one id or several are given."""
    value = properties.get(name)
    if value is None or value == "":
        return frozenset()
    return frozenset({value} if isinstance(value, str) else map(str, value))


def is_similar(left: str, right: str) -> bool:
    """Return whether two names have nearly the same letters."""
    return bool(left and right) and JaroWinkler.similarity(left, right) >= NEARLY


def reason(field: str, outcome: Outcome, left: Iterable[str] | str, right: Iterable[str] | str) -> Reason:
    """Return a reason; several values are shown in order, parted by commas."""
    shown = [side if isinstance(side, str) else ", ".join(sorted(side)) for side in (left, right)]
    return Reason(field, outcome, shown[0], shown[1])


def compare_exactly(field: str, left: str, right: str) -> Reason:
    """Return whether two values are one; unknown when either is missing."""
    if not left or not right:
        return reason(field, Outcome.UNKNOWN, left, right)
    return reason(field, Outcome.EXACT if left == right else Outcome.DIFFER, left, right)


def compare_phones(left: Mapping[str, Any], right: Mapping[str, Any]) -> Reason:
    """Return how the telephone numbers of two places or companies compare: one that is shared is enough."""
    one, other = phones_of(left), phones_of(right)
    outcome = Outcome.UNKNOWN
    if one and other:
        shared = {phone.number for phone in one} & {phone.number for phone in other}
        outcome = Outcome.EXACT if shared else Outcome.DIFFER
    return reason("phone", outcome, shown_phones(one), shown_phones(other))


def compare_addresses(left: Mapping[str, Any], right: Mapping[str, Any]) -> Reason:
    """Return how two addresses compare; without one, the ``region`` speaks for it."""
    one, other = (
        parse_address(text_of(side, "address"), text_of(side, "postcode")) for side in (left, right)
    )
    shown = [text_of(side, "address") or text_of(side, "region") for side in (left, right)]
    return reason("address", _addresses(one, other, left, right), shown[0], shown[1])


def _addresses(one: Address, other: Address, left: Mapping[str, Any], right: Mapping[str, Any]) -> Outcome:
    if one.key and one.key == other.key:
        return Outcome.EXACT
    if one.city and other.city:
        if one.city != other.city:
            same = one.prefecture and one.prefecture == other.prefecture
            return Outcome.PARTIAL if same else Outcome.DIFFER
        towns = [address.block.rstrip("0123456789-") for address in (one, other)]
        return Outcome.CLOSE if towns[0] == towns[1] else Outcome.PARTIAL
    regions = [
        address.prefecture or text_of(side, "region") for address, side in ((one, left), (other, right))
    ]
    if not all(regions):
        return Outcome.UNKNOWN
    return Outcome.AGREE if regions[0] == regions[1] else Outcome.DIFFER


def shown_phones(phones: Iterable[Phone]) -> str:
    """Return the numbers as one text."""
    return ", ".join(phone.written for phone in phones)
