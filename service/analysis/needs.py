"""What behaviour says of needs that nobody stated, and of where somebody is in buying; always inferred.

Whoever looks at prices first minds the budget; whoever looks at many features in a day knows what is
required, and is most interested in the first; whoever reads many cases is still looking for the use; whoever
opens the contact page twice in a day and sends no form would like to ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.analysis.score_rules import ScoreRules
from service.analysis.scoring import Act

WINDOW = 14
"""Days in which needs show."""
TELLING_PAGES = 5
"""Feature pages in a day, or case pages in the window, from which they tell something."""
CONTACT_PAGES = 2
RECENT = 31
"""Days for which asking and choosing count."""
QUARTER = 92
STAGES = ("recognising", "making_a_case", "asking_vendors", "choosing")


@dataclass(frozen=True, slots=True)
class Inferred:
    """A need or a stage that was inferred, with the activities it follows from."""

    kind: str
    evidence_ids: tuple[str, ...]
    detail: str | None = None


def needs(acts: Sequence[Act], rules: ScoreRules, as_of: date) -> list[Inferred]:
    """Return the needs that somebody's activities show at the end of a day, in a fixed order."""
    seen = _in_order(acts, as_of, WINDOW)
    pages = [(act, rules.page_kind(act.page)) for act in seen if act.kind == "web_visit"]
    found: list[Inferred] = []
    telling = [(act, kind) for act, kind in pages if kind in ("price", "feature", "case")]
    if telling and telling[0][1] == "price":
        found.append(Inferred("budget", (telling[0][0].id,)))
    for features in _days(pages, "feature").values():
        if len(features) >= TELLING_PAGES:
            ids = tuple(act.id for act in features)
            found.append(Inferred("requirements", ids, features[0].page))
            break
    cases = [act for act, kind in pages if kind == "case"]
    if len(cases) >= TELLING_PAGES:
        found.append(Inferred("use", tuple(act.id for act in cases)))
    forms = {act.day for act in seen if act.kind == "form"}
    for day, contacts in _days(pages, "contact").items():
        if len(contacts) >= CONTACT_PAGES and day not in forms:
            found.append(Inferred("question", tuple(act.id for act in contacts)))
            break
    return found


def buying_stage(acts: Sequence[Act], rules: ScoreRules, as_of: date) -> Inferred | None:
    """Return the furthest stage of buying that somebody's activities show, or None when nothing is known.

    Choosing: they met or called in the last month and also looked at prices or sent a form in it. Asking
    vendors: a form, a price page or the contact page in the last month. Making it a case: case or feature
    pages, a seminar or an exhibition in the last quarter. Recognising an issue: anything else they did in it.
    """
    recent, quarter = _in_order(acts, as_of, RECENT), _in_order(acts, as_of, QUARTER)
    met = [
        act for act in recent if act.kind == "meeting" or (act.kind == "call" and act.direction == "inbound")
    ]
    asked = [
        act
        for act in recent
        if act.kind == "form"
        or (act.kind == "web_visit" and rules.page_kind(act.page) in ("price", "contact"))
    ]
    weighed = [act for act in asked if act.kind == "form" or rules.page_kind(act.page) == "price"]
    cases = [
        act
        for act in quarter
        if act.kind in ("seminar", "exhibition")
        or (act.kind == "web_visit" and rules.page_kind(act.page) in ("case", "feature"))
    ]
    own = [act for act in quarter if act.kind in ("web_visit", "mail_open", "mail_click", "call", "meeting")]
    stages: Mapping[str, list[Act]] = {
        "choosing": met + weighed if met and weighed else [],
        "asking_vendors": asked,
        "making_a_case": cases,
        "recognising": own,
    }
    for kind, behind in stages.items():
        if behind:
            return Inferred(kind, tuple(sorted({act.id for act in behind})))
    return None


def furthest(stages: Sequence[Inferred]) -> Inferred | None:
    """Return the furthest of several stages, with the evidence of all who are as far."""
    if not stages:
        return None
    kind = max((one.kind for one in stages), key=STAGES.index)
    return Inferred(
        kind, tuple(sorted({id_ for one in stages if one.kind == kind for id_ in one.evidence_ids}))
    )


def _in_order(acts: Sequence[Act], as_of: date, window: int) -> list[Act]:
    """Return what was done in the window, each act once, the earliest first."""
    begin = as_of - timedelta(days=window - 1)
    inside = {act.id: act for act in acts if begin <= act.day <= as_of}
    return sorted(inside.values(), key=lambda act: (act.day, act.at.timestamp() if act.at else 0.0, act.id))


def _days(pages: Sequence[tuple[Act, str | None]], wanted: str) -> dict[date, list[Act]]:
    found: dict[date, list[Act]] = defaultdict(list)
    for act, kind in pages:
        if kind == wanted:
            found[act.day].append(act)
    return dict(found)
