"""Who is to be brought on: triggers fire once per reason, and each begins a course of steps for somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from graph_models.records import Moment
from service.analysis.nurture import Firing
from service.analysis.nurture_rules import NurtureRules
from service.database import Database
from service.operations.nurture_courses import LATE, Row, advance, begin_by_status, course, rules_version
from service.operations.nurture_rules import firings_of, nurture_rules_of
from service.operations.scores import OVERLAP
from service.store import nurture as store
from service.store import scores as scores_store
from service.store.expansion_items import names

MANY = 500
"""People who are looked at again and again before it is kept that they were."""


def run_nurture(
    database: Database, moment: Moment, progress: Callable[[int], None] = lambda _: None
) -> dict[str, int]:
    """Do what is due: begin what fired and what a status asks for, and do the steps whose day has come.

    Running it again, or twice at once, does nothing a second time.

    Returns
    -------
    dict
        ``fired`` and ``started``, courses that triggers and playbooks began; ``tasks`` made, ``told`` to
        other systems, ``ended`` courses.
    """
    since = _since(database, moment)
    fired = fire_triggers(database, moment, progress)
    started = begin_by_status(database, moment, nurture_rules_of(database), since)
    return {"fired": fired, "started": started, **advance(database, moment)}


def _since(database: Database, moment: Moment) -> date:
    """Return the day from which on something begins by itself."""
    since: date | None = store.state(database).get("since")
    return since or moment.as_of - timedelta(days=1)


def fire_triggers(
    database: Database, moment: Moment, progress: Callable[[int], None] = lambda _: None
) -> int:
    """Begin the courses of what fired, each once per reason; return how many are new.

    The first time in a graph only what happened that day and the day before fires: nobody is written to
    about what is long past. Who asked not to be contacted is left out.
    """
    now, state, since = datetime.now(UTC), store.state(database), _since(database, moment)
    rules, version = nurture_rules_of(database), rules_version(database)
    begin = max(since, moment.as_of - timedelta(days=LATE))
    is_same_day = state.get("refreshed_for") == moment.as_of
    pages = scores_store.active_contacts(
        database, moment, since=state["refreshed_at"] - OVERLAP if is_same_day else None
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
    if begun or not is_same_day or looked_at > MANY:
        # Otherwise the graph stays as it is: what is worked out from it is kept until anything changes.
        store.save_state(database, {"refreshed_at": now, "refreshed_for": moment.as_of}, since)
    return begun


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
