"""How warm somebody is, from what they did lately: points by rules, each with the activities behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service.analysis.score_rules import ScoreRule, ScoreRules, fits

SHARE_OF_NEXT = 0.5
"""What each further person adds to an account, of what the one before counts for."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did on a day (in the time zone of the rules).

    ``is_sure``: false for what a browser did before its person was known, which is taken to be theirs.
    """

    id: str
    kind: str
    day: date
    page: str | None = None
    link: str | None = None
    form: str | None = None
    direction: str | None = None
    is_sure: bool = True
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What one rule gives. ``number``: acts that count, of which ``assumed`` are only taken to be theirs."""

    rule: str
    points: float
    number: int
    assumed: int
    evidence_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of its parts; parts that give nothing are left out."""

    points: float
    parts: tuple[ScorePart, ...]


def contact_score(acts: Sequence[Act], rules: ScoreRules, as_of: date) -> Score | None:
    """Return the score of one person at the end of a day, or None when nothing is known of them.

    Parameters
    ----------
    acts
        All that is known of them, in any order, or at least what is less than ``rules.longest_window`` days
        ago; what is later than the day is left out.

    Notes
    -----
    An act ``n`` days before ``as_of`` counts when ``n < window_days``: a window of one day is the day itself.
    With a half-life ``h`` it gives ``points * 0.5 ** (n / h)``.
    """
    known = [act for act in acts if act.day <= as_of]
    if not known:
        return None
    kinds = {act.id: rules.page_kind(act.page) for act in known if act.page}
    parts = [part for rule in rules.rules if (part := _part(rule, known, kinds, as_of))]
    return Score(sum(part.points for part in parts), tuple(parts))


def _part(
    rule: ScoreRule, acts: Iterable[Act], kinds: Mapping[str, str | None], as_of: date
) -> ScorePart | None:
    begin = as_of - timedelta(days=rule.window_days - 1)
    inside = [act for act in acts if act.day >= begin]
    avoided = {act.day for act in inside if act.kind == rule.without} if rule.without else set()
    # A day has its acts in the order of their ids: what arrives late or twice changes nothing.
    by_day: dict[date, list[Act]] = defaultdict(list)
    for act in sorted({act.id: act for act in inside}.values(), key=lambda act: act.id):
        if counts(rule, act, kinds.get(act.id)) and act.day not in avoided:
            by_day[act.day].append(act)
    if rule.at_least is not None and rule.within == "day":
        by_day = {day: found for day, found in by_day.items() if len(found) >= rule.at_least}
        times = dict.fromkeys(by_day, 1)
    elif rule.at_least is not None:
        enough = sum(map(len, by_day.values())) >= rule.at_least
        times = {max(by_day): 1} if enough else {}
        by_day = by_day if enough else {}
    else:
        times = {day: len(found) for day, found in by_day.items()}
    if not times:
        return None
    points = sum(number * rule.points * _faded(rule, (as_of - day).days) for day, number in times.items())
    if rule.most is not None:
        points = max(-rule.most, min(rule.most, points))
    found = [act for day in sorted(by_day) for act in by_day[day]]
    assumed = sum(not act.is_sure for act in found)
    return ScorePart(rule.id, points, len(found), assumed, tuple(act.id for act in found))


def counts(rule: ScoreRule, act: Act, page_kind: str | None) -> bool:
    """Return whether an act, on a page of a kind, is one that a rule looks at."""
    return (
        act.kind in rule.kinds
        and (rule.direction is None or act.direction == rule.direction)
        and (rule.page_kind is None or rule.page_kind == page_kind)
        and fits(rule.link, act.link)
        and fits(rule.form, act.form)
    )


def _faded(rule: ScoreRule, days: int) -> float:
    return 1.0 if rule.half_life_days is None else float(0.5 ** (days / rule.half_life_days))


@dataclass(frozen=True, slots=True)
class AccountPart:
    """What one person adds to the score of the company: ``share`` of their own points."""

    contact_id: str
    score: float
    share: float
    points: float


def account_score(scores: Mapping[str, float]) -> tuple[float, tuple[AccountPart, ...]]:
    """Return the score of a company from those of its people, and what each adds, the warmest first.

    The warmest counts whole, each further one half of what the one before counts for, so that many lukewarm
    people do not outweigh one who wants to buy. Scores of 0 and below add nothing.
    """
    warm = sorted(
        ((id_, score) for id_, score in scores.items() if score > 0), key=lambda one: (-one[1], one[0])
    )
    parts = tuple(
        AccountPart(id_, score, SHARE_OF_NEXT**place, score * SHARE_OF_NEXT**place)
        for place, (id_, score) in enumerate(warm)
    )
    return sum(part.points for part in parts), parts
