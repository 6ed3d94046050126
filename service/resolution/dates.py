"""Days as Japanese and other sources write them, the Japanese calendar included."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

ERAS: dict[str, date] = {
    "令和": date(2019, 5, 1),
    "平成": date(1989, 1, 8),
    "昭和": date(1926, 12, 25),
    "大正": date(1912, 7, 30),
    "明治": date(1868, 10, 23),
}
"""Era -> its first day."""

_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治", "令": "令和", "平": "平成"}
_LETTERS |= {"昭": "昭和", "大": "大正", "明": "明治", "㋿": "令和", "㍻": "平成", "㍼": "昭和", "㍽": "大正"}
_ERA = re.compile(
    r"(令和|平成|昭和|大正|明治|[令平昭大明]|[RHSTM](?=\s*[0-9元]))\.?\s*(元|\d{1,2})\s*[年./-]\s*(\d{1,2})\s*"
    r"[月./-]\s*(\d{1,2})\s*日?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED_MONTH = re.compile(
    r"(\d{1,2})[ .-]+([a-z]{3,9})[ .,-]+(\d{4})|([a-z]{3,9})[ .]+(\d{1,2}),? +(\d{4})", re.I
)
_SLASHES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_TIME = re.compile(
    r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2}|JST|UTC)?$", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\s*\(?[月火水木金土日](?:曜日?)?\)$|\s*[月火水木金土日]曜日?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST_ERA_OVERHANG = timedelta(days=366)


def parse_day(text: str, *, day_first: bool | None = None) -> date | None:
    """Return the day, or None when the text is none or could be two different ones.

    Parameters
    ----------
    text
        Such as 2024-04-01, 2024/4/1, 20240401, 2024年4月1日(月), 令和6年4月1日, R6.4.1, 1 April 2024; a time
        of day behind it is left out.
    day_first
        How 3/4/2024 is meant: True 3 April, False 4 March; None: it is None unless only one can be.

    Notes
    -----
    An era's year may run past the era's end (平成31年6月 is written on forms printed before): it is taken as
    written for up to a year, and refused after that. Source: proclamations of the eras' first days.

    Examples
    --------
    >>> parse_day("令和6年4月1日"), parse_day("Ｒ６．４．１") == parse_day("2024-04-01")
    (datetime.date(2024, 4, 1), True)
    >>> parse_day("平成元年1月8日"), parse_day("昭和99年1月1日"), parse_day("2024/2/30")
    (datetime.date(1989, 1, 8), None, None)
    >>> parse_day("3/4/2024"), parse_day("25/12/2024"), parse_day("3/4/2024", day_first=True)
    (None, datetime.date(2024, 12, 25), datetime.date(2024, 4, 3))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = _WEEKDAY.sub("", _TIME.sub("", plain)).strip()
    if found := _ERA.fullmatch(plain):
        return _era_day(found[1], found[2], int(found[3]), int(found[4]))
    if found := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NAMED_MONTH.fullmatch(plain):
        day, name, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        month = name[:3].lower()
        return _day(int(year), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None
    if found := _SLASHES.fullmatch(plain):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        as_day_first, as_month_first = _day(year, second, first), _day(year, first, second)
        if day_first is not None:
            return as_day_first if day_first else as_month_first
        if as_day_first and as_month_first and as_day_first != as_month_first:
            return None
        return as_day_first or as_month_first
    return None


def _era_day(era: str, year: str, month: int, day: int) -> date | None:
    name = era if era in ERAS else _LETTERS[era.upper()]
    start = ERAS[name]
    found = _day(start.year + (1 if year == "元" else int(year)) - 1, month, day)
    if found is None or found < start.replace(month=1, day=1):
        return None
    ends = min((first for first in ERAS.values() if first > start), default=date.max)
    return found if ends == date.max or found <= ends + _LONGEST_ERA_OVERHANG else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
