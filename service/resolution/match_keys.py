"""Blocking keys: records that may be one share at least one of them.

A key says "compare these", never "these are one", so it is broad. It is a function of the set of values of a
record, whatever their order. Desks' mail addresses, providers' domains and placeholders make no key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from service.resolution import corporate_number
from service.resolution.addresses import parse_address
from service.resolution.domains import company_domain
from service.resolution.kana import company_kana
from service.resolution.mails import is_desk, normalise_email
from service.resolution.names import clean, fold, parse_company
from service.resolution.person_names import parse_person
from service.resolution.phones import Phone, normalise_phone
from service.resolution.variants import fold_variants

MATCH_PROPERTIES: dict[str, tuple[str, ...]] = {
    "Company": (
        "match_number",
        "match_name",
        "match_kana",
        "match_latin",
        "match_domain",
        "match_phone",
    ),
    "Site": ("match_name", "match_address", "match_phone"),
    "Contact": ("match_name", "match_kana", "match_latin", "match_email", "match_phone"),
}
"""Label -> the keys that its nodes may carry."""


def match_keys(label: str, properties: Mapping[str, Any]) -> dict[str, str]:
    """Return the blocking keys of a node; a label that is not resolved has none.

    Parameters
    ----------
    label
        Company, Site or Contact.
    properties
        Properties of the node; ``phone``/``phones`` and ``email``/``emails`` are read for every label.

    Examples
    --------
    >>> match_keys("Company", {"name": "（株）髙橋工業 静岡支店", "domain": "https://www.example.co.jp/"})
    {'match_name': '高橋工業', 'match_domain': 'example.co.jp'}
    >>> match_keys("Contact", {"name": "髙橋　太郎", "emails": ["info@example.co.jp", "t@example.co.jp"]})
    {'match_name': '高橋太郎', 'match_email': 't@example.co.jp'}
    >>> match_keys("Deal", {"name": "x"})
    {}
    """
    keys = _KEYS[label](properties) if label in _KEYS else {}
    return {name: key for name, key in keys.items() if key}


@lru_cache(maxsize=50_000)
def company_core(name: str) -> str:
    """Return a company's name without legal form and branch, folded; a joint venture's is its own kind.

    >>> company_core("株式会社 大澤組"), company_core("大沢組(株)"), company_core("A・B共同企業体")
    ('大沢組', '大沢組', 'jv:a・b共同企業体')
    """
    parsed = parse_company(name)
    if parsed.is_joint_venture:
        return f"jv:{fold_variants(parsed.key)}"
    if parsed.form == "" or "|" in parsed.key:
        return fold_variants(parsed.key.split("|")[0])
    return fold_variants(fold(parsed.core))


def values(properties: Mapping[str, Any], *names: str) -> list[str]:
    """Return the texts of the properties, single or lists, each once, sorted."""
    found: set[str] = set()
    for name in names:
        value = properties.get(name)
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, (list, tuple, set, frozenset)):
            found.update(str(item) for item in value)
    return sorted(text for text in found if text.strip())


def phones_of(properties: Mapping[str, Any]) -> list[Phone]:
    """Return the telephone numbers, mobile ones first, then direct lines, sorted."""
    country = str(properties.get("country") or "JP")
    found = {normalise_phone(text, country) for text in values(properties, "phones", "phone", "mobile")}
    order = {"mobile": 0, "fixed": 1, "other": 2, "free": 3}
    return sorted(
        (phone for phone in found if phone),
        key=lambda phone: (order[phone.kind], not phone.extension, phone.number, phone.extension),
    )


def mails_of(properties: Mapping[str, Any]) -> list[str]:
    """Return the mail addresses that one person reads, sorted."""
    found = {normalise_email(text) for text in values(properties, "emails", "email")}
    return sorted(address for address in found if address and not is_desk(address))


def site_name(properties: Mapping[str, Any]) -> str:
    """Return a site's name folded, without its company's name in front of it (``company_name``)."""
    name = fold_variants(fold(str(properties.get("name") or ""))).replace(" ", "")
    company = company_core(str(properties.get("company_name") or "")).replace(" ", "")
    if company and company in name and len(name) > len(company):
        name = name[name.index(company) + len(company) :] or name
    return name


def _company(properties: Mapping[str, Any]) -> dict[str, str]:
    number = corporate_number.normalise(str(properties.get("corporate_number") or ""))
    name, latin = (str(properties.get(key) or "") for key in ("name", "name_latin"))
    core = company_core(name) if clean(name) else ""
    is_venture = core.startswith("jv:")
    phones = [phone.number for phone in phones_of(properties) if phone.kind != "mobile"]
    return {
        "match_number": number if corporate_number.is_valid(number) and not is_venture else "",
        "match_name": core,
        "match_kana": company_kana(str(properties.get("name_kana") or "")) if not is_venture else "",
        "match_latin": company_core(latin) if latin else (core if core.isascii() else ""),
        "match_domain": min(
            filter(None, map(company_domain, values(properties, "domain", "website"))), default=""
        ),
        "match_phone": phones[0] if phones else "",
    }


def _site(properties: Mapping[str, Any]) -> dict[str, str]:
    phones = phones_of(properties)
    return {
        "match_name": site_name(properties),
        "match_address": parse_address(
            str(properties.get("address") or ""), str(properties.get("postcode") or "")
        ).key,
        "match_phone": phones[0].number if phones else "",
    }


def _contact(properties: Mapping[str, Any]) -> dict[str, str]:
    person = parse_person(*(str(properties.get(key) or "") for key in ("name", "name_kana", "name_latin")))
    mails, phones = mails_of(properties), phones_of(properties)
    return {
        "match_name": person.key,
        "match_kana": person.kana,
        "match_latin": person.latin,
        "match_email": mails[0] if mails else "",
        "match_phone": phones[0].number if phones else "",
    }


_KEYS: dict[str, Callable[[Mapping[str, Any]], dict[str, str]]] = {
    "Company": _company,
    "Site": _site,
    "Contact": _contact,
}
