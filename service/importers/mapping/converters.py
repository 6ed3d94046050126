"""Text of a cell as a value of the graph, by the kind of its target; what cannot be one is a bad cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from service.importers.base import BadCell
from service.importers.mapping.profile import Profile
from service.importers.mapping.targets import Target
from service.resolution import corporate_number
from service.resolution.dates import parse_day
from service.resolution.domains import company_domain
from service.resolution.mails import normalise_email
from service.resolution.names import clean
from service.resolution.phones import normalise_phone

NOON = "T12:00:00"
TOKYO = ZoneInfo("Asia/Tokyo")
"""A card has a day and no hour: noon in Tokyo is that day in Europe and America's east too."""

_UNITS = {"": 1, "千": 1e3, "万": 1e4, "百万": 1e6, "億": 1e8, "兆": 1e12, "k": 1e3, "m": 1e6, "bn": 1e9}
_AMOUNT = re.compile(
    r"(?:[A-Z]{3}|[¥$€£\\])?\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(千|百万|万|億|兆|k|m|bn)?\s*"
    r"(?:円|ドル|ユーロ|[A-Z]{3}|名|人|社|個)?(?:\(税[抜込]\))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(\d{4})(?:年|[-/.].*|年.*)?")
_YES = frozenset(
    {"1", "yes", "true", "y", "t", "はい", "有", "あり", "○", "◯", "✓", "オプトアウト", "不可", "x"}
)
_NO = frozenset({"0", "no", "false", "n", "f", "いいえ", "無", "なし", "×", "-"})
_SPLIT = re.compile(r"[\n;；、]|(?<=\S),(?=\s*\S)|\s+/\s+")
_ALIASES = {
    "usa": "US",
    "us": "US",
    "u.s.a.": "US",
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "米国": "US",
    "アメリカ": "US",
    "英国": "GB",
    "台湾": "TW",
    "香港": "HK",
    "シンガポール": "SG",
    "south korea": "KR",
    "korea": "KR",
    "taiwan": "TW",
    "hong kong": "HK",
    "the netherlands": "NL",
    "holland": "NL",
    "viet nam": "VN",
    "russia": "RU",
    "czech republic": "CZ",
}


@cache
def _names_of_countries() -> dict[str, dict[str, str]]:
    """Return country code -> language -> name."""
    # The package loads the numbers of the whole world: a second that most commands do not need.
    from phonenumbers.geodata.locale import LOCALE_DATA

    return dict(LOCALE_DATA)


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, names in _names_of_countries().items():
        for lang in ("en", "ja"):
            name = names.get(lang, "")
            # "*aa" stands for: as in the language aa.
            name = names.get(name[1:], "") if name.startswith("*") else name
            if name:
                found[clean(name).casefold()] = code
    return found | _ALIASES


@lru_cache(maxsize=5000)
def country_code(text: str) -> str:
    """Return the ISO 3166 code of a country's name or code, or "".

    >>> country_code("日本"), country_code("USA"), country_code("fr"), country_code("?")
    ('JP', 'US', 'FR', '')
    """
    plain = clean(text)
    if len(plain) == 2 and plain.upper() in _names_of_countries():
        return plain.upper()
    return _countries().get(plain.casefold(), "")


@lru_cache(maxsize=20_000)
def number_of(text: str) -> float | None:
    """Return the number, or None when the text is none or below zero.

    >>> number_of("１，２００万円"), number_of("$1,100.04"), number_of("120名"), number_of("-5")
    (12000000.0, 1100.04, 120.0, None)
    """
    found = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None or len(found[1]) > 24:
        return None
    return round(float(found[1].replace(",", "")) * _UNITS[(found[2] or "").lower()], 4)


def parts_of(text: str) -> list[str]:
    """Return the values of a cell that holds several: lines, or parted by semicolons or commas."""
    return [part for item in _SPLIT.split(text) if (part := item.strip())]


class Converters:
    """The converters of a profile: `value` gives what a cell says for a target, in a list."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._by_kind: dict[str, Callable[[str, str, Target], Any]] = {
            "text": lambda _, text, __: clean(text),
            "company": lambda _, text, __: clean(text),
            "key": lambda _, text, __: text.strip(),
            "domain": self._domain,
            "country": self._country,
            "corporate_number": self._corporate_number,
            "email": self._email,
            "day": self._day,
            "moment": self._moment,
            "amount": self._amount,
            "integer": self._integer,
            "yes": self._yes,
        }

    def value(self, column: str, text: str, target: Target, country: str) -> list[Any]:
        """Return the values a cell says; none when it is empty.

        Raises
        ------
        BadCell
            When it cannot be a value of the target.
        """
        text = text.strip()
        if not text or text in self._profile.empty:
            return []
        if target.kind == "phone":
            return [self._phone(column, part, country) for part in parts_of(text)]
        if target.kind in ("email", "texts") or (target.kind == "key" and target.many):
            convert = self._by_kind["text" if target.kind == "texts" else target.kind]
            return [value for part in parts_of(text) if (value := convert(column, part, target)) != ""]
        value = self._by_kind[target.kind](column, text, target)
        return [] if value in ("", None) else [value]

    def _phone(self, column: str, text: str, country: str) -> str:
        found = normalise_phone(text, country)
        if found is not None:
            return found.written
        plain = clean(text)
        # A number of no known plan may still be dialled by a person who reads it: it stays as it is written.
        if sum(map(str.isdigit, plain)) < 5 or len(plain) > 60:
            raise BadCell(column, "mapping.bad_phone", value=plain[:80])
        return plain

    def _email(self, column: str, text: str, _: Target) -> str:
        found = normalise_email(text)
        if not found:
            raise BadCell(column, "mapping.bad_email", value=text[:120])
        return found

    def _domain(self, _column: str, text: str, _: Target) -> str:
        # The domain of free mail or of a shared host names no company: nothing is said then.
        return company_domain(parts_of(text)[0].strip("#").rpartition("#")[2])

    def _country(self, column: str, text: str, _: Target) -> str:
        found = country_code(text)
        if not found:
            raise BadCell(column, "mapping.bad_country", value=text[:80])
        return found

    def _corporate_number(self, column: str, text: str, _: Target) -> str:
        number = corporate_number.normalise(text)
        if not corporate_number.is_valid(number):
            raise BadCell(column, "importing.bad_corporate_number", value=text[:40])
        return number

    def _day(self, column: str, text: str, _: Target) -> date:
        found = parse_day(text, day_first=self._profile.day_first)
        if found is None:
            raise BadCell(column, "importing.bad_date", value=text[:40])
        return found

    def _moment(self, column: str, text: str, target: Target) -> datetime:
        return datetime.fromisoformat(f"{self._day(column, text, target)}{NOON}").replace(tzinfo=TOKYO)

    def _amount(self, column: str, text: str, _: Target) -> float:
        found = number_of(text)
        if found is None:
            raise BadCell(column, "importing.bad_amount", value=text[:40])
        return found

    def _integer(self, column: str, text: str, target: Target) -> int:
        if target.name.endswith(".founded") and (year := _YEAR.fullmatch(clean(text))):
            return int(year[1])
        if target.name.endswith(".founded") and (day := parse_day(text)):
            return day.year
        found = number_of(text)
        if found is None or found != int(found):
            raise BadCell(column, "mapping.bad_integer", value=text[:40])
        return int(found)

    def _yes(self, column: str, text: str, _: Target) -> bool:
        plain = clean(text).casefold()
        if plain in _YES or plain in _NO:
            return plain in _YES
        raise BadCell(column, "mapping.bad_yes", value=text[:40])
