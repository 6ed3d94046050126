"""Japanese addresses taken apart: postal code, prefecture, city, the rest; and a key to compare them by."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from service.resolution.places import PREFECTURES

_POSTCODE = re.compile(r"^\s*(?:〒|郵便番号[:： ]*)?\s*(\d{3})[-‐‑–—―−ー]?(\d{4})(?!\d)\s*")
_TABLES = tomllib.loads((files(__package__) / "municipalities.toml").read_text("utf-8"))
_PREFECTURE = re.compile(r"^(" + "|".join(PREFECTURES) + ")")
_WARD = re.compile(r"^(?:" + "|".join(_TABLES["designated"]["cities"].split()) + r")市[^\d市町]{1,5}?区")
_TOWN = re.compile(r"^([^\d市区町]{1,5})郡([^\d]{1,6}?[町村])(?!町|村(?!田))")
_ISLAND = re.compile(r"^(大島町|利島村|新島村|神津島村|三宅村|御蔵島村|八丈町|青ヶ島村|小笠原村)")
_KANJI = str.maketrans("〇零一二三四五六七八九", "00123456789")
_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千]+(?=丁目|番地?|号|条|線|の\d|-|$)")
_UNITS = re.compile(r"丁目|番地の?|番町の?(?=\d)|番(?=\d|$)|号(?=\d|$|\D)")
_DASHES = re.compile(r"[‐‑‒–—―−ー－](?=\d|[A-Za-z])|(?<=\d)[のノ之](?=\d)")
_FLOOR = re.compile(r"\d+(?:階|F\b|f\b).*$")


@dataclass(frozen=True, slots=True)
class Address:
    """An address. ``rest``: what stands behind the city, as written (NFKC); ``block``: its town and numbers
    folded (一丁目２番地３ and 1-2-3 are one), the building left out; ``building``: what stands behind the
    numbers. Every part is "" when unknown. ``prefecture`` is inferred where the city has only one."""

    postcode: str
    prefecture: str
    city: str
    rest: str
    block: str
    building: str

    @property
    def key(self) -> str:
        """Equal for two writings of one place; "" when the numbers are missing."""
        return f"{self.city}|{self.block}" if self.city and re.search(r"\d", self.block) else ""


@cache
def _municipalities() -> dict[str, frozenset[str]]:
    """Return the prefectures each city (岡崎市), special ward (港区) and county (西多摩郡) lies in."""
    found: dict[str, set[str]] = {}
    for kind, suffix in (("cities", "市"), ("wards", ""), ("counties", "郡")):
        for prefecture, names in _TABLES[kind].items():
            for name in names.split():
                found.setdefault(name + suffix, set()).add(prefecture)
    return {name: frozenset(prefectures) for name, prefectures in found.items()}


def prefecture_of(city: str) -> str:
    """Return the one prefecture that a city, ward of Tokyo or county lies in, or "".

    >>> prefecture_of("前橋市"), prefecture_of("府中市"), prefecture_of("港区")
    ('群馬県', '', '東京都')
    """
    places = _municipalities().get(city, frozenset())
    return next(iter(places)) if len(places) == 1 else ""


@lru_cache(maxsize=50_000)
def parse_address(text: str, postcode: str = "") -> Address:
    """Take a Japanese address apart; an address of another country has all of it in ``rest``.

    Examples
    --------
    >>> parse_address("〒371-0844　前橋市古市町一丁目５０番地１２")
    ... # doctest: +NORMALIZE_WHITESPACE
    Address(postcode='3710844', prefecture='群馬県', city='前橋市', rest='古市町一丁目50番地12',
            block='古市町1-50-12', building='')
    >>> parse_address("東京都港区新橋5-18-1 新橋ビル3F").key == parse_address("港区新橋五丁目18番1号").key
    True
    """
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    code = re.sub(r"\D", "", unicodedata.normalize("NFKC", postcode))
    if found := _POSTCODE.match(plain):
        code, plain = found[1] + found[2], plain[found.end() :]
    prefecture = ""
    if found := _PREFECTURE.match(plain):
        prefecture, plain = found[1], plain[found.end() :].lstrip()
    city, inferred = _city(plain, prefecture)
    rest = plain[len(city) :].strip()
    block, building = _block(rest)
    return Address(code if len(code) == 7 else "", prefecture or inferred, city, rest, block, building)


def _city(plain: str, prefecture: str) -> tuple[str, str]:
    """Return the city as it stands at the front, and the prefecture it tells."""
    places = _municipalities()
    for length in range(min(9, len(plain)), 1, -1):
        name = plain[:length]
        if name in places and not name.endswith("郡") and (not prefecture or prefecture in places[name]):
            ward = _WARD.match(plain)
            return (ward[0] if ward else name), prefecture_of(name)
    if (found := _TOWN.match(plain)) and found[1] + "郡" in places:
        return found[0], prefecture_of(found[1] + "郡")
    if found := _ISLAND.match(plain):
        return found[1], "東京都"
    if prefecture and (found := re.match(r"^[^\d]{1,7}?(?:市|区|町|村)", plain)):
        return found[0], ""
    return "", ""


def _block(rest: str) -> tuple[str, str]:
    """Return town and numbers folded, and the building behind them."""
    plain = _NUMBER.sub(lambda match: str(_number(match[0])), rest)
    plain = _DASHES.sub("-", plain).replace("ヶ", "ケ").removeprefix("大字")
    plain = re.sub(r"(?<=\D)(?:大字|字)(?=\D)", "", plain)
    plain = re.sub(r"-+", "-", _UNITS.sub("-", plain))
    plain = re.sub(r"(?<=\d)-? +(?=\d)", "-", plain)
    found = re.match(r"^(.*?\d+(?:-\d+)*)(?!\d*条)-?(.*)$", plain)
    if found is None:
        return plain.replace(" ", ""), ""
    return found[1].replace(" ", "").strip("-"), found[2].strip(" -")


def _number(kanji: str) -> int:
    """Return the value of a number in kanji.

    >>> _number("二十三"), _number("一〇二"), _number("百五")
    (23, 102, 105)
    """
    if not re.search("[十百千]", kanji):
        return int(kanji.translate(_KANJI))
    total = digit = 0
    for character in kanji:
        if unit := {"十": 10, "百": 100, "千": 1000}.get(character):
            total, digit = total + (digit or 1) * unit, 0
        else:
            digit = int(character.translate(_KANJI))
    return total + digit
