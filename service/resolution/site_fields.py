"""Two sites compared, field by field. Sites of two companies are never one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.resolution.match_keys import site_name
from service.resolution.values import (
    compare_addresses,
    compare_exactly,
    compare_phones,
    is_similar,
    reason,
    text_of,
)
from service.resolution.verdicts import Compared, Decision, Outcome, Reason


def compare_sites(left: Mapping[str, Any], right: Mapping[str, Any]) -> Compared:
    """Compare two sites; ``company_id`` and ``company_name`` say whose they are."""
    company = compare_exactly("company", text_of(left, "company_id"), text_of(right, "company_id"))
    name = _name(left, right)
    if company.outcome is Outcome.DIFFER:
        return Compared((company, name), Decision.APART)
    function = compare_exactly("function", text_of(left, "function"), text_of(right, "function"))
    return Compared((company, name, compare_addresses(left, right), compare_phones(left, right), function))


def _name(left: Mapping[str, Any], right: Mapping[str, Any]) -> Reason:
    one, other = site_name(left), site_name(right)
    if not one or not other:
        outcome = Outcome.UNKNOWN
    elif one == other:
        outcome = Outcome.EXACT
    else:
        # 東京支店 and 中部支社東京支店 are close, 支店 and 東京支店 are not.
        short, long = sorted((one, other), key=len)
        is_part = len(short) > 3 and long.endswith(short)
        outcome = Outcome.CLOSE if is_part or is_similar(one, other) else Outcome.DIFFER
    return reason("name", outcome, text_of(left, "name"), text_of(right, "name"))
