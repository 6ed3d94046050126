"""How people are brought on: triggers, and a playbook for each status, as data, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from graph_models.vocabulary import Status
from service.analysis.score_rules import ScoreRule, is_whole, read_rule
from service.errors import UsageError

CHANNELS = ("mail", "phone", "visit", "seminar", "letter", "desk")
"""How somebody is reached; ``desk`` is work of our own, nobody is written to."""
DOERS = ("task", "webhook")
STARTS = ("on_change", "by_hand")
LONGEST_WAIT = 730
"""Days until a step, and days for which a trigger rests."""
LONGEST_MESSAGE = 200
MOST_TRIGGERS, MOST_STEPS = 50, 20
OF_SCORES = ("id", "points", "most", "half_life_days")
"""Fields of a rule of scores that say nothing of when a trigger fires."""


@dataclass(frozen=True, slots=True)
class Step:
    """One communication: how many days after the beginning, over which channel, what, and by whom."""

    after_days: int
    channel: str
    message: str
    by: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as it is kept and told."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Trigger:
    """What has to be done for its steps to begin; ``when`` gives no points."""

    id: str
    quiet_days: int
    when: ScoreRule
    steps: tuple[Step, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as it is kept and told."""
        when = {name: value for name, value in self.when.as_dict().items() if name not in OF_SCORES}
        steps = [step.as_dict() for step in self.steps]
        return {"id": self.id, "quiet_days": self.quiet_days, "when": when, "steps": steps}


@dataclass(frozen=True, slots=True)
class Playbook:
    """What everybody of a status gets, and whether it begins by itself."""

    starts: str
    steps: tuple[Step, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as it is kept and told."""
        return {"starts": self.starts, "steps": [step.as_dict() for step in self.steps]}


@dataclass(frozen=True, slots=True)
class NurtureRules:
    """All triggers, and the playbook of each status that has one."""

    triggers: tuple[Trigger, ...]
    playbooks: Mapping[str, Playbook]

    @property
    def longest_window(self) -> int:
        """Days that must be looked at to see whether something fires on a day."""
        return max((one.when.window_days for one in self.triggers), default=1)

    def as_dict(self) -> dict[str, Any]:
        """Return them as they are kept and told."""
        return {
            "triggers": [one.as_dict() for one in self.triggers],
            "playbooks": {status: one.as_dict() for status, one in self.playbooks.items()},
        }


def default_nurture_rules(pages: Mapping[str, tuple[str, ...]]) -> NurtureRules:
    """Return the rules as shipped."""
    return kept_nurture_rules(_shipped(), pages)


def kept_nurture_rules(given: Mapping[str, Any], pages: Mapping[str, tuple[str, ...]]) -> NurtureRules:
    """Return rules that were good once; triggers on a kind of page that there is no more rest."""
    triggers = [one for one in given["triggers"] if one["when"].get("page_kind") in (None, *pages)]
    return read_nurture_rules({**given, "triggers": triggers}, pages)


@cache
def _shipped() -> Mapping[str, Any]:
    return tomllib.loads((files("service.analysis") / "nurture_rules.toml").read_text("utf-8"))


def read_nurture_rules(given: Mapping[str, Any], pages: Mapping[str, tuple[str, ...]]) -> NurtureRules:
    """Return rules from data.

    Parameters
    ----------
    pages
        The kinds of pages there are, of the rules of scores.

    Raises
    ------
    UsageError
        When they cannot be used; ``field`` names the culprit, such as ``triggers.2.steps.1.channel``.
    """
    _only(given, ("triggers", "playbooks"), "")
    listed, books = given.get("triggers", []), given.get("playbooks", {})
    if not isinstance(listed, list) or len(listed) > MOST_TRIGGERS:
        raise UsageError("nurture.bad_triggers", field="triggers", most=MOST_TRIGGERS)
    if not isinstance(books, Mapping) or not set(books) <= {one.value for one in Status}:
        raise UsageError("nurture.bad_playbooks", field="playbooks", codes=", ".join(Status))
    triggers = tuple(_trigger(one, f"triggers.{place}", pages) for place, one in enumerate(listed, 1))
    ids = [one.id for one in triggers]
    for place, id_ in enumerate(ids, 1):
        if id_ in ids[: place - 1]:
            raise UsageError("scores.twice", field=f"triggers.{place}.id", id=id_)
    playbooks = {one.value: _playbook(books[one], f"playbooks.{one}") for one in Status if one in books}
    return NurtureRules(triggers, playbooks)


def _trigger(given: object, at: str, pages: Mapping[str, tuple[str, ...]]) -> Trigger:
    names = ("id", "quiet_days", "when", "steps")
    value = _only(given, names, at, needed=names)
    when = _only(
        value["when"],
        [name for name in ScoreRule.__dataclass_fields__ if name not in OF_SCORES],
        f"{at}.when",
    )
    rule = read_rule({"at_least": 1, **when, "id": value["id"], "points": 1}, f"{at}.when", pages)
    if not is_whole(value["quiet_days"]) or not 1 <= value["quiet_days"] <= LONGEST_WAIT:
        raise UsageError("nurture.bad_days", field=f"{at}.quiet_days", least=1, most=LONGEST_WAIT)
    return Trigger(rule.id, value["quiet_days"], rule, _steps(value["steps"], f"{at}.steps"))


def _playbook(given: object, at: str) -> Playbook:
    value = _only(given, ("starts", "steps"), at, needed=("starts", "steps"))
    _one_of(value["starts"], STARTS, f"{at}.starts")
    return Playbook(value["starts"], _steps(value["steps"], f"{at}.steps"))


def _steps(given: object, at: str) -> tuple[Step, ...]:
    if not isinstance(given, (list, tuple)) or not 1 <= len(given) <= MOST_STEPS:
        raise UsageError("nurture.bad_steps", field=at, most=MOST_STEPS)
    steps = [_step(one, f"{at}.{place}") for place, one in enumerate(given, 1)]
    for place, (before, after) in enumerate(pairwise(steps), 2):
        if after.after_days < before.after_days:
            raise UsageError("nurture.steps_not_in_order", field=f"{at}.{place}.after_days")
    return tuple(steps)


def _step(given: object, at: str) -> Step:
    names = tuple(Step.__dataclass_fields__)
    value = _only(given, names, at, needed=names)
    if not is_whole(value["after_days"]) or not 0 <= value["after_days"] <= LONGEST_WAIT:
        raise UsageError("nurture.bad_days", field=f"{at}.after_days", least=0, most=LONGEST_WAIT)
    _one_of(value["channel"], CHANNELS, f"{at}.channel")
    _one_of(value["by"], DOERS, f"{at}.by")
    message = checked_message(value["message"], f"{at}.message")
    return Step(value["after_days"], value["channel"], message, value["by"])


def checked_message(given: object, at: str) -> str:
    """Return what is to be told: the id of a message that has words, or words.

    Raises
    ------
    UsageError
        When it is empty or too long.
    """
    if not isinstance(given, str) or not given.strip() or len(given) > LONGEST_MESSAGE:
        raise UsageError("nurture.bad_message", field=at, most=LONGEST_MESSAGE)
    return given.strip()


def _one_of(value: object, known: tuple[str, ...], at: str) -> None:
    if value not in known:
        raise UsageError("nurture.bad_choice", field=at, value=str(value)[:40], known=", ".join(known))


def _only(
    given: object, names: tuple[str, ...] | list[str], at: str, *, needed: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return data that has no other fields than those named, and those that are needed."""
    if not isinstance(given, Mapping):
        raise UsageError("nurture.no_fields", field=at)
    where = f"{at}." if at else ""
    if unknown := sorted(str(name) for name in given.keys() - set(names)):
        raise UsageError("scores.unknown_field", field=f"{where}{unknown[0]}", name=unknown[0])
    if missing := [name for name in needed if name not in given]:
        raise UsageError("scores.missing_field", field=f"{where}{missing[0]}", name=missing[0])
    return dict(given)
