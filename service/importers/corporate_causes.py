"""Reads the free text that says why a company was closed or with which it was merged."""

from __future__ import annotations

import re
from datetime import date

from service.resolution.corporate_number import is_valid
from service.resolution.dates import parse_day
from service.resolution.names import clean

_NUMBER = re.compile(r"\((\d{13})\)")
_DAY = re.compile(r"(?:令和|平成|昭和)(?:元|\d{1,2})年\d{1,2}月\d{1,2}日")
_PLACE_END = re.compile(r"^.*(?:\d|番地|号|番)(?!.*(?:\d|番地|号|番))")
_FORMS = r"(?:株式会社|有限会社|合同会社|合資会社|合名会社)"
_FRONT = re.compile(rf"{_FORMS}(?!.*{_FORMS})[^()]+$")


def merged_with(cause: str) -> list[str]:
    """Return the valid 法人番号 that a text about a merger names, in order.

    >>> merged_with("令和３年７月１日埼玉県入間郡三芳町１１番地株式会社タナカ（7000012050002）を合併")
    ['7000012050002']
    """
    return list(dict.fromkeys(number for number in _NUMBER.findall(clean(cause)) if is_valid(number)))


def event_day(cause: str, number: str) -> date | None:
    """Return the day the text names for the merger with a company, which is that before its number.

    >>> event_day("令和３年７月１日東京都港区株式会社甲（7000012050002）に合併し解散", "7000012050002")
    datetime.date(2021, 7, 1)
    """
    days = _DAY.findall(_before(cause, number))
    return parse_day(days[-1]) if days else None


def successor_name(cause: str, number: str) -> str:
    """Return the name the text gives to a company, "" where it cannot be told from the address before it.

    >>> successor_name("新橋五丁目１８番１号南関東自動車株式会社（7000012050002）", "7000012050002")
    '南関東自動車株式会社'
    >>> successor_name("大字竹間沢株式会社タナカ（7000012050002）を合併", "7000012050002")
    '株式会社タナカ'
    """
    text = _DAY.split(re.split(r"合併|\)", _before(cause, number))[-1])[-1]
    if found := _FRONT.search(text):
        return found[0]
    name = _PLACE_END.sub("", text)
    is_name = re.fullmatch(rf".{{2,}}{_FORMS}", name) and name != text
    return name if is_name and name[0] not in "のノ階室-ー" else ""


def _before(cause: str, number: str) -> str:
    return clean(cause).partition(f"({number})")[0].rstrip("(")
