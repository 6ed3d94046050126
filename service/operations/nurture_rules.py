"""The rules of nurture: versions of them, and who would have fired under others."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from graph_models.records import Moment
from service.analysis.nurture import Firing, firings
from service.analysis.nurture_rules import (
    NurtureRules,
    Step,
    Trigger,
    default_nurture_rules,
    kept_nurture_rules,
    read_nurture_rules,
)
from service.database import Database
from service.errors import UsageError
from service.language import Language, say, texts
from service.operations.score_edits import LONGEST_REASON
from service.operations.scores import score_rules_of
from service.store import nurture as store
from service.store import scores as scores_store
from service.store.expansion_items import names

MONTH = 31
LONGEST_PREVIEW = 366
PREVIEWED = 200
"""Firings of a preview that are named."""


def nurture_rules_of(database: Database) -> NurtureRules:
    """Return the rules in use, those as shipped where nobody set others."""
    kept, pages = store.rules(database), score_rules_of(database).pages
    return kept_nurture_rules(json.loads(kept[0]["rules"]), pages) if kept else default_nurture_rules(pages)


def nurture_rules_told(database: Database, lang: Language) -> dict[str, Any]:
    """Return the rules in use in words, their ``version`` (0: as shipped) and the versions before."""
    kept, rules = store.rules(database), nurture_rules_of(database)
    history = [{name: one.get(name) for name in ("version", "by", "reason", "at")} for one in kept]
    return {
        "triggers": [
            {
                **one.as_dict(),
                "name": play_name("trigger", one.id, lang),
                "steps": steps_told(one.steps, lang),
            }
            for one in rules.triggers
        ],
        "playbooks": {
            status: {**one.as_dict(), "steps": steps_told(one.steps, lang)}
            for status, one in rules.playbooks.items()
        },
        "version": kept[0]["version"] if kept else 0,
        "history": history,
    }


def steps_told(steps: Sequence[Step], lang: Language) -> list[dict[str, Any]]:
    """Return steps with what they say in words, ``text``."""
    return [{**one.as_dict(), "text": message_text(one.message, lang)} for one in steps]


def message_text(message: str, lang: Language) -> str:
    """Return a message in words; what a person wrote is its own words."""
    key = f"nurture.message_{message}"
    return say(key, lang) if key in texts() else message


def play_name(kind: str, play: str, lang: Language) -> str:
    """Return what a trigger or the playbook of a status is called; a person's own trigger goes by its id."""
    key = f"nurture.{kind}_{play}"
    return say(key, lang) if key in texts() else play


def set_nurture_rules(
    database: Database, given: Mapping[str, Any] | None, *, by: str | None, reason: str
) -> dict[str, Any]:
    """Put rules into use from now on; None brings back those that were shipped. What began goes on.

    Raises
    ------
    UsageError
        When a rule cannot be used or the reason is missing.
    """
    if not (why := reason.strip()) or len(why) > LONGEST_REASON:
        raise UsageError("scores.no_reason", field="reason", most=LONGEST_REASON)
    pages = score_rules_of(database).pages
    rules = default_nurture_rules(pages) if given is None else read_nurture_rules(given, pages)
    kept = store.rules(database)
    version = (kept[0]["version"] if kept else 0) + 1
    said = {
        # Two who set rules at the same time do not both make this version.
        "id": f"nurture-rules-{version}",
        "version": version,
        "rules": json.dumps(rules.as_dict(), ensure_ascii=False),
        "reason": why,
        "at": datetime.now(UTC),
    }
    store.save_rules(database, said | ({"by": by} if by else {}))
    return said


def preview_nurture(
    database: Database,
    given: Mapping[str, Any] | None,
    moment: Moment,
    lang: Language,
    *,
    days: int = MONTH,
) -> dict[str, Any]:
    """Return for whom the triggers would have fired in the last days; nothing is kept.

    Parameters
    ----------
    given
        The rules to try; None for those in use.
    days
        How many days up to the moment are looked at.

    Returns
    -------
    dict
        ``begin`` and ``end``; ``contacts`` that were looked at; ``triggers`` with the number of ``firings``
        and of ``people`` each; ``items``, the latest first and at most 200; ``opted_out``, firings that are
        left out of all this since the person asked not to be contacted.

    Raises
    ------
    UsageError
        When a rule cannot be used, or it is no number of days from 1 to 366.
    """
    if not 1 <= days <= LONGEST_PREVIEW:
        raise UsageError("scores.bad_days", field="days", most=LONGEST_PREVIEW)
    pages = score_rules_of(database).pages
    rules = nurture_rules_of(database) if given is None else read_nurture_rules(given, pages)
    begin = moment.as_of - timedelta(days=days - 1)
    looked_at, found = 0, list[tuple[str, Firing]]()
    for ids in scores_store.active_contacts(database, moment):
        looked_at += len(ids)
        found.extend(firings_of(database, ids, moment, rules, begin))
    named = names(database, [id_ for id_, _ in found]) if found else {}
    fired = [(id_, one) for id_, one in found if id_ in named]
    wanted = [(id_, one) for id_, one in fired if not named[id_]["is_opted_out"]]
    wanted.sort(key=lambda pair: (-pair[1].day.toordinal(), pair[1].trigger, pair[0]))
    times = Counter(one.trigger for _, one in wanted)
    people = Counter(trigger for trigger, _ in {(one.trigger, id_) for id_, one in wanted})
    return {
        "begin": begin,
        "end": moment.as_of,
        "contacts": looked_at,
        "triggers": [
            {"id": one.id, "name": play_name("trigger", one.id, lang)}
            | {"firings": times[one.id], "people": people[one.id]}
            for one in rules.triggers
        ],
        "items": [_told(named[id_], one, rules.triggers, lang) for id_, one in wanted[:PREVIEWED]],
        "opted_out": len(fired) - len(wanted),
    }


def firings_of(
    database: Database,
    ids: Sequence[str],
    moment: Moment,
    rules: NurtureRules,
    begin: date,
    fired: Mapping[str, Mapping[str, Sequence[date]]] | None = None,
) -> Iterator[tuple[str, Firing]]:
    """Yield contacts with what fires for them from a day to that of the moment; see `firings`."""
    days = (moment.as_of - begin).days + rules.longest_window
    score_rules = score_rules_of(database)
    for id_, acts in sorted(scores_store.acts(database, ids, moment, days).items()):
        for one in firings(
            acts, rules.triggers, score_rules, begin, moment.as_of, fired=(fired or {}).get(id_)
        ):
            yield id_, one


def _told(
    node: Mapping[str, Any], one: Firing, triggers: Sequence[Trigger], lang: Language
) -> dict[str, Any]:
    first = next(trigger.steps[0] for trigger in triggers if trigger.id == one.trigger)
    return {
        "id": node["id"],
        "name": (node["name_latin"] if lang == "en" else None) or node["name"],
        "trigger": one.trigger,
        "trigger_name": play_name("trigger", one.trigger, lang),
        "text": message_text(first.message, lang),
        "day": one.day,
        "number": one.number,
        "assumed": one.assumed,
        "evidence_ids": list(one.evidence_ids),
    }
