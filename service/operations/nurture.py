"""Who is to be brought on: triggers fire once per reason, and each begins a course of steps for somebody."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from graph_models.ids import short_hash
from graph_models.records import Moment
from service.analysis.nurture import Firing
from service.analysis.nurture_rules import NurtureRules, Step
from service.database import Database
from service.operations.nurture_rules import firings_of, nurture_rules_of
from service.operations.scores import OVERLAP
from service.store import nurture as store
from service.store import scores as scores_store
from service.store.expansion_items import names

LATE = 14
"""Days for which an activity that arrives late still fires."""
Row = dict[str, Any]


def fire_triggers(
    database: Database, moment: Moment, progress: Callable[[int], None] = lambda _: None
) -> int:
    """Begin the courses of what fired, each once per reason; return how many are new.

    Running it again, or twice at once, begins nothing a second time. The first time in a graph only what
    happened that day and the day before fires: nobody is written to about what is long past.
    Who asked not to be contacted is left out.
    """
    now, state = datetime.now(UTC), store.state(database)
    rules, version = nurture_rules_of(database), _version(database)
    since: date = state.get("since") or moment.as_of - timedelta(days=1)
    begin = max(since, moment.as_of - timedelta(days=LATE))
    is_new_day = state.get("refreshed_for") != moment.as_of
    pages = scores_store.active_contacts(
        database, moment, since=None if is_new_day else state["refreshed_at"] - OVERLAP
    )
    longest_rest = max((one.quiet_days for one in rules.triggers), default=0)
    begun = looked_at = 0
    for ids in pages:
        fired = store.fired(database, ids, begin - timedelta(days=longest_rest))
        found = list(firings_of(database, ids, moment, rules, begin, fired))
        named = names(database, [id_ for id_, _ in found]) if found else {}
        rows = [
            _of_trigger(id_, one, rules, version, now)
            for id_, one in found
            if id_ in named and not named[id_]["is_opted_out"]
        ]
        begun += len(store.begin(database, rows))
        looked_at += len(ids)
        progress(looked_at)
    store.save_state(database, {"refreshed_at": now, "refreshed_for": moment.as_of}, since)
    return begun


def _version(database: Database) -> int:
    kept = store.rules(database)
    return int(kept[0]["version"]) if kept else 0


def _of_trigger(contact_id: str, one: Firing, rules: NurtureRules, version: int, now: datetime) -> Row:
    trigger = next(trigger for trigger in rules.triggers if trigger.id == one.trigger)
    about = {
        "kind": "trigger",
        "play": one.trigger,
        "contact_id": contact_id,
        "reason": one.day.isoformat(),
        "day": one.day,
        "quiet_days": trigger.quiet_days,
        "evidence_ids": list(one.evidence_ids),
        "assumed": one.assumed,
    }
    return course(about, trigger.steps, version, now)


def course(about: Row, steps: Sequence[Step], version: int, now: datetime) -> Row:
    """Return a course that begins: it keeps its steps as they are now, whatever the rules become."""
    reason = short_hash(*(about[name] for name in ("kind", "play", "contact_id", "reason")))
    return {
        **about,
        "id": f"nurture-course-{reason}",
        "version": version,
        "steps": json.dumps([step.as_dict() for step in steps], ensure_ascii=False),
        "at": now,
        "next_step": 1,
        "next_on": about["day"] + timedelta(days=steps[0].after_days),
    }


def run_nurture(
    database: Database, moment: Moment, progress: Callable[[int], None] = lambda _: None
) -> dict[str, int]:
    """Do what is due: begin what fired. Running it again does nothing a second time.

    Returns
    -------
    dict
        ``fired``, courses that triggers began.
    """
    return {"fired": fire_triggers(database, moment, progress)}
