"""What a job title says about formal authority: tables and rules for the languages customers write in.

A title is noisy: department names before and after, several posts in one text, deputies, people attached to
somebody with a grand title. So it is cut into posts, each post is read by the first table whose word it
fits, modifiers move it down, and the highest post counts. A title no table knows is unknown, not low.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from graph_models.vocabulary import JobFunction, Seniority
from service.analysis.title_words import AUTHORITY, CJK_RANKS, FUNCTIONS, LATIN_RANKS

_ORDER = tuple(AUTHORITY)


@dataclass(frozen=True, slots=True)
class TitleReading:
    """A title as understood: level, authority in [0, 1], the word that told, and whether as a deputy."""

    seniority: Seniority
    authority: float
    word: str
    is_deputy: bool = False


_CJK_DEPUTY = re.compile(r"(代理|補佐|補|心得|代行|待遇)$")
_CJK_ATTACHED = re.compile(r"(付き?|秘書|アシスタント|비서)$")
_CJK_FORMER = re.compile(r"^[元前]")
_FORMER_APART = re.compile(r"^([元前])\s+")
_GENDER = re.compile(r"(?<=\w)[/*:](in|r|n)\b", re.IGNORECASE)
_LATIN_DEPUTY = re.compile(r"\b(deputy|acting|stellv\w*|stv)\b")
_LATIN_FORMER = re.compile(r"\b(former|ex|retired|emeritus|ehem\w*|a\. ?d)\b")
_SEPARATORS = re.compile(r"[/／・、,;；|()\[\]【】〈〉「」]|兼務|兼|\band\b|\bund\b|&")
_CJK_SPACE = re.compile(r"(?<=[぀-ヿ㐀-鿿가-힣])\s+(?=[぀-ヿ㐀-鿿가-힣])")
_IS_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힣]")


@lru_cache(maxsize=8192)
def read_title(title: str | None) -> TitleReading | None:
    """Return what a title says, or None when no table knows any of it.

    Examples
    --------
    >>> read_title("品質保証部　部長代理").seniority.value, read_title("品質保証部 部長代理").is_deputy
    ('manager', True)
    >>> read_title("社長秘書").seniority.value, read_title("課長 兼 室長").seniority.value
    ('staff', 'manager')
    >>> read_title("Assistant to the CEO").seniority.value, read_title("Stv. Leiter QS") is None
    ('staff', False)
    >>> read_title("よろず") is None
    True
    """
    if not title:
        return None
    text = _GENDER.sub("", unicodedata.normalize("NFKC", title).strip())
    text = _FORMER_APART.sub(r"\1", text)
    readings = [
        reading for post in _SEPARATORS.split(text) if (reading := _post(post.strip(" -–:：."))) is not None
    ]
    # "Head of Research and Development" is cut in two; the whole text is one more candidate.
    if not _IS_CJK.search(text) and (whole := _latin(text.lower())) is not None:
        readings.append(whole)
    if any(_attached(reading) for reading in readings) and not _IS_CJK.search(text):
        return min(readings, key=lambda reading: reading.authority)
    return max(readings, key=lambda reading: (reading.authority, reading.word), default=None)


def read_function(*texts: str | None) -> JobFunction | None:
    """Return what the work is about from department names and titles, the first text that tells."""
    for text in texts:
        if text:
            plain = unicodedata.normalize("NFKC", text).lower()
            for pattern, function in FUNCTIONS:
                if pattern.search(plain):
                    return function
    return None


def _post(post: str) -> TitleReading | None:
    if not post:
        return None
    return _cjk(post) if _IS_CJK.search(post) else _latin(post.lower())


def _cjk(post: str) -> TitleReading | None:
    words = [*post.split(), _CJK_SPACE.sub("", post)]
    found = [reading for word in words if (reading := _cjk_word(word)) is not None]
    # The joined text has the last say where it is read, as in 部 長; else the best of its words.
    last = _cjk_word(words[-1])
    if last is not None and last.word in ("秘書", "付"):
        return last
    return max(found, key=lambda reading: (reading.authority, reading.word), default=None)


def _cjk_word(word: str) -> TitleReading | None:
    if _CJK_FORMER.search(word) and len(word) > 1 and _cjk_rank(word[1:]) is not None:
        return TitleReading(Seniority.STAFF, AUTHORITY[Seniority.STAFF], word[0])
    if _CJK_ATTACHED.search(word):
        if (suffix := _CJK_ATTACHED.search(word)) is not None and suffix.group(1) in ("秘書", "비서"):
            return TitleReading(Seniority.STAFF, AUTHORITY[Seniority.STAFF], "秘書")
        if (rest := _CJK_ATTACHED.sub("", word)) != word and _cjk_rank(rest) is not None:
            return TitleReading(Seniority.STAFF, AUTHORITY[Seniority.STAFF], "付")
    deputy = _CJK_DEPUTY.search(word)
    rank = _cjk_rank(_CJK_DEPUTY.sub("", word) if deputy else word)
    if rank is None:
        return None
    found, level = rank
    return _reading(level, found, deputy is not None or found.startswith("副"))


def _cjk_rank(word: str) -> tuple[str, Seniority] | None:
    return next(((rank, level) for rank, level in CJK_RANKS if word.endswith(rank)), None)


def _latin(post: str) -> TitleReading | None:
    if _LATIN_FORMER.search(post):
        return TitleReading(Seniority.STAFF, AUTHORITY[Seniority.STAFF], "former")
    for pattern, level, deputy in LATIN_RANKS:
        if (match := pattern.search(post)) is not None:
            is_deputy = deputy or _LATIN_DEPUTY.search(post) is not None
            return _reading(level, match.group(0), is_deputy and level != Seniority.STAFF)
    return None


def _attached(reading: TitleReading) -> bool:
    return reading.word.startswith(
        ("secretary", "assistant to", "assistent", "sekret", "personal", "executive a")
    )


def _reading(level: Seniority, word: str, is_deputy: bool) -> TitleReading:
    authority = AUTHORITY[level]
    if is_deputy and level is not Seniority.STAFF:
        # Half a step down.
        authority = (authority + AUTHORITY[_ORDER[_ORDER.index(level) + 1]]) / 2.0
    return TitleReading(level, authority, word, is_deputy)
