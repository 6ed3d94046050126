"""When triggers fire: once for each reason, with the activities that are the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.analysis.nurture_rules import Trigger
from service.analysis.score_rules import ScoreRules
from service.analysis.scoring import Act, counts


@dataclass(frozen=True, slots=True)
class Firing:
    """A trigger that fires for somebody on a day; ``assumed``: acts that are only taken to be theirs."""

    trigger: str
    day: date
    number: int
    assumed: int
    evidence_ids: tuple[str, ...]


def firings(
    acts: Sequence[Act],
    triggers: Sequence[Trigger],
    rules: ScoreRules,
    begin: date,
    end: date,
    *,
    fired: Mapping[str, Collection[date]] | None = None,
) -> list[Firing]:
    """Return what one person's activities fire from one day to another, both included, the earliest first.

    Parameters
    ----------
    acts
        All that is known of them, at least from the longest window before ``begin``, in any order.
    end
        The day up to which is known. A trigger that asks that something was *not* done on a day waits until
        the day is over: it fires for the days before ``end``.
    fired
        Days for which each trigger fired already: near them it rests.

    Notes
    -----
    A day fires when it has an act that counts, and enough of them lie on it or in the window that ends with
    it. The reason is the trigger and the day. On the days that are less than ``quiet_days`` away from one
    that fired the trigger rests, in both directions: an act that arrives late makes no second firing.
    """
    once = sorted({act.id: act for act in acts if act.day <= end}.values(), key=lambda act: act.id)
    kinds = {act.id: rules.page_kind(act.page) for act in once if act.page}
    found: list[Firing] = []
    for trigger in triggers:
        days: dict[date, list[Act]] = defaultdict(list)
        avoided = {act.day for act in once if act.kind == trigger.when.without}
        for act in once:
            if counts(trigger.when, act, kinds.get(act.id)) and act.day not in avoided:
                days[act.day].append(act)
        resting = set((fired or {}).get(trigger.id, ()))
        last = end - timedelta(days=1) if trigger.when.without else end
        for day in sorted(day for day in days if begin <= day <= last):
            span = 1 if trigger.when.within == "day" else trigger.when.window_days
            behind = [
                act for back in reversed(range(span)) for act in days.get(day - timedelta(days=back), ())
            ]
            is_enough = len(behind) >= (trigger.when.at_least or 1)
            if is_enough and all(abs((day - one).days) >= trigger.quiet_days for one in resting):
                resting.add(day)
                assumed = sum(not act.is_sure for act in behind)
                ids = tuple(act.id for act in behind)
                found.append(Firing(trigger.id, day, len(behind), assumed, ids))
    return sorted(found, key=lambda one: (one.day, one.trigger))
