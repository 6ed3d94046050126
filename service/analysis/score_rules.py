"""What behaviour counts for: rules as data, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import Any, TypeGuard

from graph_models.vocabulary import ActivityKind, Direction
from service.errors import UsageError

LONGEST_WINDOW = 92
"""Days of a quarter."""
MOST_RULES = 100
WITHIN = ("day", "window")


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """One rule; ``score_rules.toml`` says what each field means. Patterns are in small letters."""

    id: str
    kinds: tuple[str, ...]
    points: float
    window_days: int
    page_kind: str | None = None
    link: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    direction: str | None = None
    most: float | None = None
    half_life_days: float | None = None
    at_least: int | None = None
    within: str = "window"
    without: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return what is set of it."""
        return {name: value for name, value in asdict(self).items() if value not in (None, ())}


@dataclass(frozen=True, slots=True)
class ScoreRules:
    """All rules, the patterns of each kind of page, and from which score on somebody is hot."""

    hot: float
    pages: Mapping[str, tuple[str, ...]]
    rules: tuple[ScoreRule, ...]

    @property
    def longest_window(self) -> int:
        """Days that must be looked at."""
        return max((rule.window_days for rule in self.rules), default=1)

    def page_kind(self, page: str | None) -> str | None:
        """Return the kind of a page, None when it has none."""
        return next((kind for kind, patterns in self.pages.items() if fits(patterns, page)), None)

    def as_dict(self) -> dict[str, Any]:
        """Return them as they are kept and told."""
        pages = {kind: list(patterns) for kind, patterns in self.pages.items()}
        return {"hot": self.hot, "pages": pages, "rules": [rule.as_dict() for rule in self.rules]}


@cache
def default_score_rules() -> ScoreRules:
    """Return the rules as shipped."""
    return read_score_rules(
        tomllib.loads((files("service.analysis") / "score_rules.toml").read_text("utf-8"))
    )


def read_score_rules(given: Mapping[str, Any]) -> ScoreRules:
    """Return rules from data.

    Raises
    ------
    UsageError
        When they cannot be used; ``field`` names the culprit, such as ``rules.3.window_days``.
    """
    if unknown := sorted(given.keys() - {"hot", "pages", "rules"}):
        raise UsageError("scores.unknown_field", field=unknown[0], name=unknown[0])
    hot, listed = given.get("hot"), given.get("rules")
    if not is_number(hot) or hot <= 0:
        raise UsageError("scores.bad_hot", field="hot")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_RULES:
        raise UsageError("scores.bad_rules", field="rules", most=MOST_RULES)
    pages = _pages(given.get("pages", {}))
    rules = tuple(read_rule(one, f"rules.{place}", pages) for place, one in enumerate(listed, 1))
    ids = [rule.id for rule in rules]
    for place, id_ in enumerate(ids, 1):
        if id_ in ids[: place - 1]:
            raise UsageError("scores.twice", field=f"rules.{place}.id", id=id_)
    return ScoreRules(float(hot), pages, rules)


_LISTS = ("kinds", "link", "form")


def _pages(given: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(given, Mapping) or not all(isinstance(kind, str) for kind in given):
        raise UsageError("scores.bad_pages", field="pages")
    pages = {}
    for kind, patterns in given.items():
        if not kind.isidentifier() or not isinstance(patterns, (list, tuple)) or not patterns:
            raise UsageError("scores.bad_pages", field=f"pages.{kind}")
        if not all(isinstance(one, str) and one for one in patterns):
            raise UsageError("scores.bad_list", field=f"pages.{kind}", name=kind)
        pages[kind] = tuple(one.lower() for one in patterns)
    return pages


def read_rule(given: object, at: str, pages: Mapping[str, tuple[str, ...]]) -> ScoreRule:
    """Return one rule from data; ``at`` says where it stands.

    Raises
    ------
    UsageError
        When it cannot be used.
    """
    if not isinstance(given, Mapping):
        raise UsageError("scores.no_rule", field=at)
    names = ScoreRule.__dataclass_fields__.keys()
    if unknown := sorted(str(name) for name in given.keys() - names):
        raise UsageError("scores.unknown_field", field=f"{at}.{unknown[0]}", name=unknown[0])
    if missing := sorted({"id", "kinds", "points", "window_days"} - given.keys()):
        raise UsageError("scores.missing_field", field=f"{at}.{missing[0]}", name=missing[0])
    value = dict(given)
    for name in _LISTS:
        texts = value.get(name, [])
        if not isinstance(texts, (list, tuple)) or not all(isinstance(one, str) and one for one in texts):
            raise UsageError("scores.bad_list", field=f"{at}.{name}", name=name)
        value[name] = tuple(one if name == "kinds" else one.lower() for one in texts)
    checks: dict[str, bool] = {
        "id": isinstance(value["id"], str) and value["id"].isidentifier() and len(value["id"]) <= 60,
        "kinds": bool(value["kinds"]) and set(value["kinds"]) <= {kind.value for kind in ActivityKind},
        "points": is_number(value["points"]) and value["points"] != 0 and abs(value["points"]) <= 1000,
        "window_days": is_whole(value["window_days"]) and 1 <= value["window_days"] <= LONGEST_WINDOW,
        "page_kind": value.get("page_kind") in (None, *pages),
        "direction": value.get("direction") in (None, *(one.value for one in Direction)),
        "most": value.get("most") is None or (is_number(value["most"]) and value["most"] > 0),
        "half_life_days": value.get("half_life_days") is None
        or (is_number(value["half_life_days"]) and value["half_life_days"] > 0),
        "at_least": value.get("at_least") is None or (is_whole(value["at_least"]) and value["at_least"] > 0),
        "within": value.get("within", "window") in WITHIN,
        "without": value.get("without") in (None, *(kind.value for kind in ActivityKind)),
    }
    for name, is_good in checks.items():
        if not is_good:
            raise UsageError("scores.bad_value", field=f"{at}.{name}", name=name, value=str(value.get(name)))
    return ScoreRule(**value)


def fits(patterns: tuple[str, ...], text: str | None) -> bool:
    """Return whether a text is like one of the patterns; no pattern takes anything."""
    return not patterns or (
        text is not None and any(fnmatchcase(text.lower(), pattern) for pattern in patterns)
    )


def is_number(value: object) -> TypeGuard[float]:
    """Return whether something read from data is a number, not a truth."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def is_whole(value: object) -> TypeGuard[int]:
    """Return whether something read from data is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)
