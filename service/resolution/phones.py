"""Telephone numbers: the number itself, its extension, and what kind of line it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

import phonenumbers
from phonenumbers import PhoneNumberType

PhoneKind = Literal["mobile", "fixed", "free", "other"]

_EXTENSION = re.compile(
    r"[\s(,;、]*(?:内線(?:番号)?|ext(?:ension)?\.?|x|#)\s*[.:：=]?\s*(\d{1,8})\s*\)?\s*$", re.IGNORECASE
)
_DASHES = re.compile(r"[‐‑‒–—―−ｰー]")
_LABEL = re.compile(
    r"^\s*(?:tel|telephone|phone|mobile|mob|cell|fax|電話(?:番号)?|携帯(?:電話)?|代表|直通|☎|℡)\s*[.:：)]*\s*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\((?:代表?|直通|携帯|内線なし|main|direct)\)|(?:代表|直通)$", re.IGNORECASE)
_KINDS: dict[int, PhoneKind] = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.PAGER: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed",
    PhoneNumberType.VOIP: "fixed",
    PhoneNumberType.TOLL_FREE: "free",
    PhoneNumberType.SHARED_COST: "free",
    PhoneNumberType.UAN: "free",
    PhoneNumberType.PREMIUM_RATE: "free",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number. ``number``: E.164 (+81312345678); ``extension``: digits or ""."""

    number: str
    extension: str = ""
    kind: PhoneKind = "other"

    @property
    def written(self) -> str:
        """The number with its extension behind ``;ext=``, as RFC 3966 writes it."""
        return f"{self.number};ext={self.extension}" if self.extension else self.number


@lru_cache(maxsize=50_000)
def normalise_phone(text: str, country: str = "JP") -> Phone | None:
    """Return the number, or None when it is no possible number of the country.

    Parameters
    ----------
    text
        As written; full width, hyphens of all kinds, words such as TEL and 代表, and an extension (内線123,
        ext. 123) are understood. The library alone fails on 内線, so extensions are split off first.
    country
        ISO 3166 code of the country that a number without + belongs to.

    Examples
    --------
    >>> normalise_phone("０３－１２３４－５６７８（内線１２３）")
    Phone(number='+81312345678', extension='123', kind='fixed')
    >>> normalise_phone("TEL: 090 1234 5678").kind, normalise_phone("+44 (0)20 7946 0000").number
    ('mobile', '+442079460000')
    >>> normalise_phone("0000000000"), normalise_phone("なし")
    (None, None)
    """
    if text.startswith("+81") and text[1:].isdecimal() and (stored := _japanese(text)):
        return stored
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).strip()
    plain = _NOTE.sub("", _LABEL.sub("", plain)).strip()
    extension = ""
    is_japanese = country == "JP" or plain.startswith("+81")
    if is_japanese and (quick := _japanese(plain)):
        return quick
    if (found := _EXTENSION.search(plain)) and sum(map(str.isdigit, plain[: found.start()])) >= 7:
        extension, plain = found[1], plain[: found.start()]
    try:
        parsed = phonenumbers.parse(plain.replace("(0)", "") if plain.startswith("+") else plain, country)
    except phonenumbers.NumberParseException:
        return None
    national = phonenumbers.national_significant_number(parsed)
    is_placeholder = len(set(national)) <= 2 and len(set(national[-7:])) == 1
    if is_placeholder or not phonenumbers.is_valid_number(parsed):
        return None
    number = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    kind = _KINDS.get(phonenumbers.number_type(parsed), "other")
    return Phone(number, extension or (parsed.extension or ""), kind)


_QUICK = re.compile(r"(?:\+81[ -]?(?:\(0\))?|\(?0)([\d() -]{8,14})(?:;ext=(\d{1,8}))?")


def _japanese(plain: str) -> Phone | None:
    """Return a usual number of Japan by the library's own patterns, without its general reading.

    Imports read every number; the library takes a third of a millisecond for each, this a hundredth.
    """
    found = _QUICK.fullmatch(plain)
    if found is None:
        return None
    national = found[1] if found[1].isdecimal() else re.sub(r"\D", "", found[1])
    if len(set(national[-7:])) == 1:
        return None
    for kind, pattern in _japanese_patterns():
        if pattern.fullmatch(national):
            return Phone(f"+81{national}", found[2] or "", kind)
    return None


@cache
def _japanese_patterns() -> tuple[tuple[PhoneKind, re.Pattern[str]], ...]:
    metadata: Any = phonenumbers.PhoneMetadata.metadata_for_region("JP")
    return (
        ("mobile", re.compile(metadata.mobile.national_number_pattern)),
        ("fixed", re.compile(metadata.fixed_line.national_number_pattern)),
        ("fixed", re.compile(metadata.voip.national_number_pattern)),
    )
