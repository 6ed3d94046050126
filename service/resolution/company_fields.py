"""Two companies compared, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.resolution import corporate_number
from service.resolution.domains import company_domain
from service.resolution.kana import company_kana
from service.resolution.match_keys import company_core, values
from service.resolution.names import CompanyName, parse_company
from service.resolution.values import (
    compare_addresses,
    compare_exactly,
    compare_phones,
    is_similar,
    reason,
    text_of,
)
from service.resolution.variants import fold_variants
from service.resolution.verdicts import Compared, Decision, Outcome, Reason

_SHORT = 1


def compare_companies(left: Mapping[str, Any], right: Mapping[str, Any]) -> Compared:
    """Compare two companies.

    One 法人番号 is one legal entity; two valid ones are two. One name with another legal form, or with the
    form on its other end, is for a person to judge. A joint venture is never one with a company, its lead
    firm included, whose number it may carry.
    """
    names = [parse_company(text_of(side, "name")) for side in (left, right)]
    ventures = [
        name.is_joint_venture or bool(side.get("is_joint_venture"))
        for name, side in zip(names, (left, right), strict=True)
    ]
    name = _name(left, right)
    if ventures[0] != ventures[1]:
        return Compared((name,), Decision.APART)
    numbers = ["" if ventures[0] else _number(side) for side in (left, right)]
    number = compare_exactly("corporate_number", *numbers)
    if number.outcome is not Outcome.UNKNOWN:
        same = number.outcome is Outcome.EXACT
        return Compared((number, name), Decision.MERGE if same else Decision.APART)
    same_name = name.outcome in (Outcome.EXACT, Outcome.CLOSE)
    if ventures[0] and not same_name:
        return Compared((name,), Decision.APART)
    # Name, reading and Latin name are one sound written three ways: SUBARU and 昴 agree in two of them, and
    # are two. So only the first of them that agrees speaks in full.
    spoken = same_name or name.outcome is Outcome.PARTIAL
    kana = _reading("kana", spoken, *(company_kana(text_of(side, "name_kana")) for side in (left, right)))
    reasons = [
        number,
        name,
        kana,
        _latin(spoken or kana.outcome is Outcome.EXACT, names, left, right),
        _domain(left, right),
        compare_phones(left, right),
        compare_addresses(left, right),
    ]
    country = compare_exactly("country", text_of(left, "country"), text_of(right, "country"))
    reasons.append(country)
    core = company_core(text_of(left, "name"))
    if same_name and len(core) <= _SHORT and not core.isascii():
        reasons.append(reason("rarity", Outcome.SHORT, core, core))
    # 光通信(株) and (株)光通信 of one group may share even their address.
    return Compared(tuple(reasons), Decision.REVIEW if name.outcome is Outcome.PARTIAL else None)


def _number(side: Mapping[str, Any]) -> str:
    number = corporate_number.normalise(text_of(side, "corporate_number"))
    return number if corporate_number.is_valid(number) else ""


def _keys(side: Mapping[str, Any]) -> set[str]:
    """Return the keys of the names a company goes by."""
    return {parse_company(text).key for text in (*values(side, "aliases"), text_of(side, "name"))} - {""}


def _forms(side: Mapping[str, Any]) -> dict[str, str]:
    """Return the core of each name a company goes by -> its legal form and where it stands, or ""."""
    names = (*values(side, "aliases"), text_of(side, "name"))
    return {company_core(text): parse_company(text).key.partition("|")[2] for text in names if text.strip()}


def _name(left: Mapping[str, Any], right: Mapping[str, Any]) -> Reason:
    return reason("name", _names(left, right), text_of(left, "name"), text_of(right, "name"))


def _names(left: Mapping[str, Any], right: Mapping[str, Any]) -> Outcome:
    one, other = _keys(left), _keys(right)
    if not one or not other:
        return Outcome.UNKNOWN
    if one & other:
        return Outcome.EXACT
    if {fold_variants(key) for key in one} & {fold_variants(key) for key in other}:
        return Outcome.CLOSE
    lefts, rights = _forms(left), _forms(right)
    if shared := lefts.keys() & rights.keys():
        # 山川建設(株) and (株)山川建設 are two companies more often than not: the register allows both.
        is_bare = any(not lefts[core] or not rights[core] for core in shared)
        return Outcome.CLOSE if is_bare else Outcome.PARTIAL
    if any(core.isascii() for core in lefts) != any(core.isascii() for core in rights):
        return Outcome.UNKNOWN
    similar = any(is_similar(a, b) for a in lefts for b in rights)
    return Outcome.SIMILAR if similar else Outcome.DIFFER


def _reading(field: str, same_name: bool, left: str, right: str) -> Reason:
    if not left or not right:
        return reason(field, Outcome.UNKNOWN, left, right)
    if left == right:
        return reason(field, Outcome.AGREE if same_name else Outcome.EXACT, left, right)
    return reason(field, Outcome.DIFFER, left, right)


def _latin(
    same_name: bool, names: list[CompanyName], left: Mapping[str, Any], right: Mapping[str, Any]
) -> Reason:
    cores = []
    for name, side in zip(names, (left, right), strict=True):
        latin = text_of(side, "name_latin") or (name.written if name.written.isascii() else "")
        cores.append(company_core(latin) if latin else "")
    found = _reading("latin", same_name, *cores)
    if found.outcome is Outcome.DIFFER and is_similar(*cores):
        return reason("latin", Outcome.AGREE if same_name else Outcome.SIMILAR, *cores)
    return found


def _domain(left: Mapping[str, Any], right: Mapping[str, Any]) -> Reason:
    one, other = (
        {domain for text in values(side, "domain", "website") if (domain := company_domain(text))}
        for side in (left, right)
    )
    outcome = Outcome.UNKNOWN
    if one and other:
        outcome = Outcome.EXACT if one & other else Outcome.DIFFER
    return reason("domain", outcome, one, other)
