"""Units of public buyers: is a unit a place of its own (Site) or a department, and what is the place for.

The rule (graph model): a unit is a Site when its name ends in a word for a place, else it is a Department of
the organisation's head office; a department inside a named place belongs to that place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph_models.vocabulary import SiteFunction
from service.resolution.names import clean

_PLACE_WORDS = (
    "事務所|事業所|出張所|支所|役所|役場|給食所|浄水場|処理場|ポンプ場|試験場|斎場|市場|工場|研究所|診療所|保健所|"
    "センター|病院|学校|学園|スクール|大学|幼稚園|保育園|保育所|こども園|動物公園|図書館|公民館|博物館|美術館|会館|"
    "体育館|ホーム|プラザ|消防署|警察署|港管理局|営業所|支店|支社|作業所|駐在所|派出所|療育園|植物園"
)
_PLACE = re.compile(rf"(?:{_PLACE_WORDS}|(?<![役])所|(?<![市工相立現])場|園|館|校)$")
_OFFICE_WORDS = "事務所|事業所|出張所|支所|役所|役場|浄水場|処理場|センター|病院|警察署|消防署|管理局"
_INSIDE_PLACE = re.compile(rf"^(.*?(?:{_OFFICE_WORDS})) ?([^ ]*(?:課|係|班|室|チーム|担当|グループ|科|部))$")
_NOTE = re.compile(r"[（(][^（）()]*[)）]$")

_FUNCTIONS: tuple[tuple[SiteFunction, re.Pattern[str]], ...] = tuple(
    (function, re.compile(pattern))
    for function, pattern in (
        (SiteFunction.HOSPITAL, "病院|診療所|医療センター|循環器病|保健所|がんセンター"),
        (SiteFunction.SCHOOL, "学校|学園|スクール|大学|幼稚園|高等学園"),
        (SiteFunction.RD, "研究所|試験場|研究センター|総合研究"),
        (SiteFunction.WATERWORKS, "水道|浄水|下水|浄化|ポンプ場|水質|処理場"),
        (SiteFunction.WAREHOUSE, "倉庫"),
        (SiteFunction.PLANT, "工場$"),
        (SiteFunction.HEAD_OFFICE, "本社$|本店$|本庁$|県庁$"),
        (SiteFunction.PUBLIC_OFFICE, "事務所$|役所|役場|支所$|出張所$|管理局$|警察署$|消防署$|センター$"),
    )
)
_BRANCH_FUNCTIONS: tuple[tuple[SiteFunction, re.Pattern[str]], ...] = tuple(
    (function, re.compile(pattern))
    for function, pattern in (
        (SiteFunction.HEAD_OFFICE, "(?:本社|本店)$"),
        (SiteFunction.PLANT, "工場$"),
        (SiteFunction.RD, "研究所$"),
        (SiteFunction.BRANCH, "(?:支店|支社|支部)$"),
        (SiteFunction.SALES_OFFICE, "営業|事業所$|事務所$|出張所$|オフィス$"),
    )
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A buyer's unit. ``place``: the place it lies in, or "" for the organisation's head office."""

    name: str
    is_site: bool
    place: str = ""


def unit_of(org: str, dept: str) -> Unit | None:
    """Return what the unit is, or None when it is the organisation itself.

    >>> unit_of("青空市", "青空市 建設部 北土木事務所")
    Unit(name='建設部 北土木事務所', is_site=True, place='')
    >>> unit_of("青空市", "青空市 建設局 北土木事務所管理課")
    Unit(name='建設局 北土木事務所管理課', is_site=False, place='建設局 北土木事務所')
    >>> unit_of("青空市", "青空市 総務課 総務課")
    Unit(name='総務課', is_site=False, place='')
    """
    name = _unit_name(clean(org), clean(dept))
    if not name:
        return None
    if is_place(name):
        return Unit(name, True)
    # A note in brackets behind the place says whose orders it carries out; the place is the same.
    bare = " ".join(_NOTE.sub("", part) for part in name.split(" "))
    inside = _INSIDE_PLACE.match(bare)
    return Unit(name, False, inside[1] if inside else "")


def _unit_name(org: str, dept: str) -> str:
    """Strip the organisation from the front, and a part that the next one repeats."""
    parts = dept.split(" ")
    while parts and parts[0] == org:
        parts.pop(0)
    if parts and parts[0].startswith(org) and len(parts[0]) > len(org):
        # "X市財政部" in X市; but a school or company may carry the place in its name.
        rest = parts[0].removeprefix(org)
        if not rest.startswith(("立", "営")):
            parts[0] = rest
    kept = [
        part
        for place, part in enumerate(parts)
        if place + 1 == len(parts) or not parts[place + 1].startswith(part)
    ]
    return " ".join(kept)


def is_place(name: str) -> bool:
    """Return whether the name is that of a place of its own.

    >>> is_place("県土整備部 北土木事務所"), is_place("市民部 市民課"), is_place("選挙管理委員会事務局")
    (True, False, False)
    """
    return bool(_PLACE.search(_NOTE.sub("", name)))


def place_function(name: str) -> SiteFunction:
    """Return what a buyer's place is for, by its name."""
    last = _NOTE.sub("", name).rsplit(" ", 1)[-1]
    return next((function for function, pattern in _FUNCTIONS if pattern.search(last)), SiteFunction.OTHER)


def branch_function(name: str) -> SiteFunction:
    """Return what a seller's branch is for, by its name.

    >>> branch_function("中部支社 静岡支店").value, branch_function("営業第一部").value
    ('branch', 'sales_office')
    """
    return next(
        (function for function, pattern in _BRANCH_FUNCTIONS if pattern.search(name)), SiteFunction.OTHER
    )


def head_office_name(org: str) -> str:
    """Return what a public organisation's head office is called.

    >>> head_office_name("青空県"), head_office_name("青空市"), head_office_name("青空村")
    ('青空県庁', '青空市役所', '青空村役場')
    """
    org = clean(org)
    for endings, suffix in ((("都", "道", "府", "県"), "庁"), (("市", "区"), "役所"), (("町", "村"), "役場")):
        if org.endswith(endings):
            return org + suffix
    return f"{org} 本部"
