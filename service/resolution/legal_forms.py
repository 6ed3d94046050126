"""Legal forms of companies in Japanese and Latin writing."""

from __future__ import annotations

import re

JAPANESE: dict[str, tuple[str, ...]] = {
    "株式会社": ("(株)",),
    "有限会社": ("(有)",),
    "合同会社": ("(同)",),
    "合資会社": ("(資)",),
    "合名会社": ("(名)",),
    "特例有限会社": (),
    "一般社団法人": ("(一社)",),
    "一般財団法人": ("(一財)",),
    "公益社団法人": ("(公社)",),
    "公益財団法人": ("(公財)",),
    "社団法人": ("(社)",),
    "財団法人": ("(財)",),
    "特定非営利活動法人": ("(特非)", "NPO法人"),
    "社会福祉法人": ("(福)", "(社福)"),
    "学校法人": ("(学)",),
    "医療法人": ("(医)",),
    "宗教法人": ("(宗)",),
    "独立行政法人": ("(独)",),
    "国立大学法人": (),
    "企業組合": ("(企)",),
    "協同組合": ("(協)",),
    "農事組合法人": ("(農)",),
    "相互会社": ("(相)",),
    # These stand for more than one form, so they stay as they are.
    "(合)": (),
    "(公)": (),
}
"""Full form -> its short writings after NFKC."""

LATIN: dict[str, tuple[str, ...]] = {
    "ltd": ("limited", "ltd", "co ltd", "co limited", "company limited"),
    "plc": ("plc", "public limited company"),
    "llp": ("llp", "limited liability partnership"),
    "llc": ("llc", "limited liability company"),
    "lp": ("lp", "limited partnership"),
    "cic": ("cic", "community interest company"),
    "inc": ("inc", "incorporated"),
    "corp": ("corp", "corporation"),
    "gmbh": ("gmbh",),
    "ag": ("ag",),
    "sa": ("sa",),
    "sas": ("sas",),
    "sarl": ("sarl",),
    "bv": ("bv",),
    "nv": ("nv",),
    "spa": ("spa",),
    "srl": ("srl",),
    "ab": ("ab",),
    "oy": ("oy",),
    "kk": ("kk", "kabushiki kaisha"),
    "pty ltd": ("pty ltd", "pty limited"),
}
"""Canonical form -> its writings in lower case without punctuation."""

FULL_FORM: dict[str, str] = {short: full for full, shorts in JAPANESE.items() for short in (full, *shorts)}
_ANY = "|".join(map(re.escape, sorted(FULL_FORM, key=len, reverse=True)))
FRONT = re.compile(rf"^\s*({_ANY})\s*(?=\S)")
BACK = re.compile(rf"(?<=\S)\s*({_ANY})\s*$")
MIDDLE = re.compile(rf"^(.*?\S)\s*({_ANY})\s*(\S.*)$")
CONTAINS = re.compile(_ANY)

_LATIN_WRITINGS = sorted(
    ((writing, form) for form, writings in LATIN.items() for writing in writings),
    key=lambda pair: -len(pair[0]),
)


def split_latin(words: str) -> tuple[str, str]:
    """Return the name without its legal form, and the form ("" when there is none).

    ``words`` is in lower case without punctuation.

    >>> split_latin("acme widgets co ltd"), split_latin("acme")
    (('acme widgets', 'ltd'), ('acme', ''))
    """
    for writing, form in _LATIN_WRITINGS:
        if words.endswith(" " + writing):
            return words[: -len(writing)].strip(), form
    return words, ""
