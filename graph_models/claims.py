"""What each run of each source said of a node or relationship, and how that becomes one current view.

The view is a pure fold of the claims that stand. So taking a claim back, or saying that two records are one,
and folding again gives exactly what the graph would be if it had always been so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from graph_models.merging import Properties, changes, property_of
from graph_models.properties import MANUAL, Property

DEFAULT_TRUST = 50
"""Trust in a source of which nothing is stated, 0 to 100."""
MANUAL_TRUST = 100

Trust = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one run of one source said of one node or relationship.

    ``about``: the id it was said of, which stays when records are merged. ``at``: time of the run, by which
    the more recent of two claims is told. ``recorded_at``: when the source learned it. ``said``: properties
    in the types of the model.
    """

    about: str
    run: str
    source: str
    at: datetime
    recorded_at: datetime
    said: Properties

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from all others."""
        return self.about, self.run, self.source

    def with_also(self, said: Properties, model: Mapping[str, Property]) -> Claim:
        """Return the claim after its run said more."""
        more = changes(self.said, said, model, is_by_hand=self.source == MANUAL)
        return replace(self, said={**self.said, **more})


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value that stood from ``recorded_at`` until it was ``superseded_at``."""

    property: str
    value: Any
    recorded_at: datetime
    superseded_at: datetime
    source: str


def trust_in(source: str, trust: Trust) -> int:
    """Return the trust in a source."""
    return trust.get(source, MANUAL_TRUST if source == MANUAL else DEFAULT_TRUST)


def fold(claims: Iterable[Claim], model: Mapping[str, Property], trust: Trust) -> Properties:
    """Return the current view: claims added by the model's rules, the most trusted and then most recent last.

    Where a rule keeps one of two values, that is the value of the more trusted source, and of one source that
    of the later run. The order of ``claims`` does not matter.

    >>> from datetime import UTC
    >>> from graph_models.registry import NODE_PROPERTY
    >>> day = datetime(2026, 1, 1, tzinfo=UTC)
    >>> by_hand = Claim("contact-a", "edit-1", "manual", day, day, {"title": "部長"})
    >>> later = Claim("contact-a", "run-2", "list", day.replace(day=2), day, {"title": "課長"})
    >>> fold([by_hand, later], NODE_PROPERTY["Contact"], {})
    {'title': '部長'}
    """
    view: Properties = {}
    for claim in sorted(claims, key=lambda claim: (trust_in(claim.source, trust), claim.at, claim.key)):
        view.update(changes(view, claim.said, model, is_by_hand=claim.source == MANUAL))
    return view


def differences(current: Properties, view: Properties) -> Properties:
    """Return the properties that change from one view to the other; what is gone is None."""
    changed = {name: value for name, value in view.items() if current.get(name) != value}
    return changed | {name: None for name in current if name not in view}


def history(claims: Iterable[Claim], model: Mapping[str, Property], trust: Trust) -> list[Earlier]:
    """Return the values of tracked properties that later claims replaced, oldest first.

    What one run says at a time holds at once: where two records that are one differ in it, the value of the
    first never stood.
    """
    found: list[Earlier] = []
    since: dict[str, datetime] = {}
    view: Properties = {}
    seen: list[Claim] = []
    for at, together in groupby(
        sorted(claims, key=lambda claim: (claim.at, claim.key)), lambda claim: claim.at
    ):
        seen.extend(together)
        new = fold(seen, model, trust)
        for name, value in differences(view, new).items():
            old = view.get(name)
            if old is not None and property_of(name, model, old).tracked:
                found.append(Earlier(name, old, since[name], at, seen[-1].source))
            if value is not None:
                since[name] = at
        view = new
    return found


def as_json(said: Properties) -> str:
    """Return what was said as text that can be kept.

    >>> from_json(as_json({"closed_on": date(2026, 4, 1)}))
    {'closed_on': datetime.date(2026, 4, 1)}
    """
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=_marked)


def from_json(text: str) -> Properties:
    """Return what was said, from its text."""
    found: Properties = json.loads(text, object_hook=_unmarked)
    return found


def _marked(value: date) -> dict[str, str]:
    return {"datetime" if isinstance(value, datetime) else "date": value.isoformat()}


def _unmarked(item: dict[str, Any]) -> Any:
    match item:
        case {"date": text} if len(item) == 1 and isinstance(text, str):
            return date.fromisoformat(text)
        case {"datetime": text} if len(item) == 1 and isinstance(text, str):
            return datetime.fromisoformat(text)
    return item
