"""Readings: kana in one writing, kana in Latin letters, and Latin spellings of Japanese in one writing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import jaconv

_LARGE = str.maketrans("ァィゥェォッャュョヮヂヅヲヰヱヴ", "アイウエオツヤユヨワジズオイエブ")
_FORMS = re.compile(
    "^(?:{0})|(?:{0})$".format(
        "カブシキ[ガカ]イ[シジ][ヤャ]|ユウゲン[ガカ]イシ[ヤャ]|ゴウドウ[ガカ]イシ[ヤャ]|ゴウシ[ガカ]イシ[ヤャ]|"
        "ゴウメイ[ガカ]イシ[ヤャ]|イッパンシャダンホウジン|イッパンザイダンホウジン|コウエキシャダンホウジン|"
        "コウエキザイダンホウジン|シャダンホウジン|ザイダンホウジン|シャカイフクシホウジン|イリョウホウジン|"
        "ガッコウホウジン|ドクリツギョウセイホウジン|トクテイヒエイリカツドウホウジン"
    )
)
_IS_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9f\s・･=＝]+")

_SPELLED = (
    "a i u e o ka ki ku ke ko sa si su se so ta ti tu te to na ni nu ne no ha hi hu he ho ma mi mu me mo "
    "ya yu yo ra ri ru re ro wa i e o n ga gi gu ge go za zi zu ze zo da zi zu de do ba bi bu be bo "
    "pa pi pu pe po bu a i u e o ya yu yo"
)
_ONE = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン"
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴァィゥェォャュョ",
        _SPELLED.split(),
        strict=True,
    )
)
_GLIDES = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}
_SMALL_VOWELS = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"['’-]", ""),
        (r"l", "r"),
        (r"v", "b"),
        (r"tch", "cch"),
        (r"cch", "tch"),
        (r"sh(?=[auo])", "sy"),
        (r"shi", "si"),
        (r"ch(?=[auo])", "ty"),
        (r"chi", "ti"),
        (r"tsu", "tu"),
        (r"jy?(?=[auo])", "zy"),
        (r"ji|di", "zi"),
        (r"dzu|du", "zu"),
        (r"f(?=u)", "h"),
        (r"m(?=[bpm])", "n"),
        (r"nn(?=[^aeiouy]|$)", "n"),
        (r"o[uo]|oh(?![aeiouy])|ow(?![aeiouy])", "o"),
        (r"uu|uh(?![aeiouy])", "u"),
    )
)


def katakana(text: str) -> str:
    """Return the reading in full-width katakana without spaces and dots, or "" when it is no kana.

    >>> katakana("やまだ　太郎"), katakana("やまだ　たろう"), katakana("ﾔﾏﾀﾞ ﾀﾛｳ")
    ('', 'ヤマダタロウ', 'ヤマダタロウ')
    """
    plain = unicodedata.normalize("NFKC", text)
    if not plain.strip() or not _IS_KANA.fullmatch(plain):
        return ""
    return str(jaconv.hira2kata(re.sub(r"[\s・=]", "", plain)))


def fold_kana(text: str) -> str:
    """Return the reading as readings are compared: small kana as large, ヂ as ジ, ヴ as ブ, no long marks.

    >>> fold_kana("シヨウジ ユキ") == fold_kana("しょうじ・ゆき")
    True
    """
    return katakana(text).translate(_LARGE).replace("ー", "")


@lru_cache(maxsize=50_000)
def company_kana(text: str) -> str:
    """Return the folded reading of a company without its legal form; readings may hold Latin letters.

    >>> company_kana("カブシキガイシャ　サカタノタネ") == company_kana("サカタノタネ")
    True
    """
    plain = re.sub(r"[\s・]", "", jaconv.hira2kata(unicodedata.normalize("NFKC", text)))
    return _FORMS.sub("", plain).translate(_LARGE).replace("ー", "").casefold()


def romaji(kana: str) -> str:
    """Return the reading in Latin letters, spelled as ``fold_romaji`` leaves them (si, tya, o for おう).

    >>> romaji("しょうじ こういち"), romaji("ハットリ"), romaji("シン") == fold_romaji("Shin")
    ('syozi koiti', 'hattori', True)
    """
    return " ".join(filter(None, map(_spelled, unicodedata.normalize("NFKC", kana).split())))


@lru_cache(maxsize=50_000)
def _spelled(word: str) -> str:
    """Return a word in Latin letters; names are made of few words, so each is spelled once."""
    letters = ""
    doubled = False
    for character in jaconv.hira2kata(word):
        if character == "ッ":
            doubled = True
            continue
        if character in _GLIDES and letters.endswith("i"):
            letters = letters[:-1] + _GLIDES[character]
            continue
        if character in _SMALL_VOWELS and letters:
            letters = letters[:-1] + _SMALL_VOWELS[character]
            continue
        spelled = _ONE.get(character, "")
        letters += spelled[:1] + spelled if doubled else spelled
        doubled = False
    return _folded(letters)


def fold_romaji(text: str) -> str:
    """Return a Latin spelling of Japanese in one spelling: Hepburn, Kunrei and long vowels alike.

    >>> fold_romaji("Satoh Ryuichi") == fold_romaji("SATŌ Ryūiti"), fold_romaji("Shimbashi")
    (True, 'sinbasi')
    """
    return " ".join(map(_folded, unicodedata.normalize("NFKC", text).casefold().split()))


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    for pattern, spelling in _SPELLINGS:
        plain = pattern.sub(spelling, plain)
    return plain
