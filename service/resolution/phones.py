"""Telephone numbers: the number itself, its extension, and what kind of line it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import PhoneNumberType

PhoneKind = Literal["mobile", "fixed", "free", "other"]

_EXTENSION = re.compile(
    r"[\s(,;、]*(?:内線(?:番号)?|ext(?:ension)?\.?|x|#)\s*[.:：=]?\s*(\d{1,8})\s*\)?\s*$", re.IGNORECASE
)
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
    plain = re.sub(r"[‐‑‒–—―−ｰー]", "-", unicodedata.normalize("NFKC", text)).strip()
    plain = _NOTE.sub("", _LABEL.sub("", plain)).strip()
    extension = ""
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
