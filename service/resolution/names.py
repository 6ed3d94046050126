"""Names of companies taken apart: the company, its legal form, and the branch that stands behind it.

What decides whether two names are one is ``CompanyName.key``; what is shown is ``CompanyName.plain``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from service.resolution.legal_forms import BACK, CONTAINS, FRONT, FULL_FORM, MIDDLE, split_latin
from service.resolution.places import place_at_end

_VARIANTS = str.maketrans(
    {
        **dict(zip("髙﨑德濵𠮷黑瀨靑邊邉ヶ", "高崎徳濱吉黒瀬青辺辺ケ", strict=True)),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_JAPANESE = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_NUMBER_NOTE = re.compile(r"\s*法人番号[\s:0-9-]*$")
_NO_ONE = frozenset({"", "-", "ー", "―", "－", "なし", "該当なし", "落札者なし"})
_JOINT_VENTURE = re.compile(
    r"共同企業体|共同企(?:業)?\.{3}$|共同体|コンソーシアム|(?<![A-Za-z])JV(?![A-Za-z])"
)

_OFFICE = r"支店|営業所|支社|出張所|支部|サテライトオフィス"
_ANY_OFFICE = rf"{_OFFICE}|事業所|事務所|工場|本社|本店|支所|オフィス"
_UNIT = re.compile(rf"(?:{_ANY_OFFICE}|本部|部|課|室|研究所|カンパニー|センター|ステーション|営業|\.\.\.)$")
_PROFESSION = re.compile(
    r"(?:設計|建築|測量|鑑定|計画|調査|総合|士|法律|会計|税理|特許|設備|技術|級)\S*(?:事務所|室)$"
)
_WRITTEN_ON = re.compile(rf"^(.+?)({_ANY_OFFICE})$")
_OTHER_SCRIPT = re.compile(r"^(.*[^\u4e00-\u9fff\u3005])([\u4e00-\u9fff]{2,4})$")
_TWO_KANJI = re.compile(r"^(.{2,}?)([\u4e00-\u9fff]{2})$")


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A company's name taken apart.

    ``written``: the company without its branch, as it was written (NFKC, one space where there were several).
    ``plain``: the same with the legal form in full. ``core``: without the legal form. ``form``: the legal
    form. ``branch``: what stood behind the company's name, or "". ``key``: equal for writings of one name.
    """

    written: str
    plain: str
    core: str
    form: str
    branch: str
    key: str
    is_joint_venture: bool = False


def clean(text: str) -> str:
    """Return the text in NFKC with white space made single spaces.

    >>> clean(" ㈱  ＡＢＣ　商事 ")
    '(株) ABC 商事'
    """
    return " ".join(unicodedata.normalize("NFKC", text).split())


def fold(text: str) -> str:
    """Return the text as names are compared: NFKC, no case, variant kanji as one, no spaces in Japanese.

    >>> fold("髙橋 建設"), fold("Acme  WIDGETS")
    ('高橋建設', 'acme widgets')
    """
    text = clean(text).translate(_VARIANTS).casefold()
    return text.replace(" ", "") if _JAPANESE.search(text) else text


def is_nobody(text: str) -> bool:
    """Return whether the cell for a winner says that there is none."""
    return _without_note(clean(text)) in _NO_ONE


@lru_cache(maxsize=50_000)
def parse_company(text: str) -> CompanyName:
    """Take a company's name apart.

    >>> name = parse_company("（株）共和コンサルタント磐田事業所")
    >>> name.plain, name.branch
    ('株式会社共和コンサルタント', '磐田事業所')
    >>> parse_company("株式会社共和コンサルタント").key == name.key
    True
    """
    whole = _without_note(clean(text))
    if _JOINT_VENTURE.search(whole):
        return CompanyName(whole, whole, whole, "", "", fold(whole).replace(" ", ""), True)
    if not _JAPANESE.search(whole):
        return _latin(whole)
    written, branch = _split_branch(whole)
    if front := FRONT.match(written):
        form, core = FULL_FORM[front[1]], written[front.end() :]
        plain, key = form + core, f"{fold(core)}|{form}|front"
    elif back := BACK.search(written):
        form, core = FULL_FORM[back[1]], written[: back.start()]
        plain, key = core + form, f"{fold(core)}|{form}|back"
    else:
        form, core, plain, key = "", written, written, fold(written)
    return CompanyName(written, plain, core, form, branch, key)


def _without_note(text: str) -> str:
    """Cut off what one portal writes behind the name when it knows no number."""
    return _NUMBER_NOTE.sub("", text) if "法人番号" in text else text


def _latin(whole: str) -> CompanyName:
    written = whole.strip(" ,;")
    words = re.sub(r"[.'’\"]", "", fold(written)).replace("&", " and ")
    words = " ".join(re.sub(r"[^\w\s]", " ", words).split()).removeprefix("the ")
    core, form = split_latin(words)
    return CompanyName(written, written, core, form, "", f"{core}|{form}" if form else core)


def _split_branch(whole: str) -> tuple[str, str]:
    """Return the company and its branch ("" when none is there)."""
    front = FRONT.match(whole)
    if front is None and (middle := MIDDLE.match(whole)):
        company, form, tail = middle.groups()
        if not CONTAINS.search(tail) and _is_unit(tail):
            return f"{company}{form}", tail
    head, rest = (front[1], whole[front.end() :]) if front else ("", whole)
    words = rest.split(" ")
    for place in range(1, len(words)):
        tail = " ".join(words[place:])
        if _is_unit(words[place]) and _is_unit(tail) and not CONTAINS.search(tail):
            return head + " ".join(words[:place]), tail
    company, branch = _split_written_on(rest) if len(words) == 1 else (rest, "")
    if len(words) > 1 and len(parts := _repeated(rest)) == 1:
        company = parts.pop()
    return head + company, branch


def _repeated(rest: str) -> set[str]:
    """Return the different names in a cell that gives one company's name more than once."""
    return {FRONT.sub("", word) for word in rest.split(" ")}


def _is_unit(text: str) -> bool:
    return bool(_UNIT.search(text)) and not _PROFESSION.search(text)


def _split_written_on(name: str) -> tuple[str, str]:
    """Split a name and branch without a space between them, by a known place or a change of script."""
    found = _WRITTEN_ON.match(name)
    if found is None or (_PROFESSION.search(name) and not place_at_end(found[1])):
        return name, ""
    before, office = found.groups()
    if place := place_at_end(before):
        company = before.removesuffix(place)
        return (company, place + office) if len(company) > 1 else (name, "")
    if not re.fullmatch(_OFFICE, office):
        # 事務所, 工場, 本店 end many companies' own names: a known place must stand before them.
        return name, ""
    change = _OTHER_SCRIPT.match(before) or _TWO_KANJI.match(before)
    if change is None or len(change[1]) < 2:
        return name, ""
    return change[1], change[2] + office
