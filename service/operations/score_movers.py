"""Whom to call today: those whose score rose since yesterday, and which way each goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from graph_models.records import Moment
from service.analysis.scoring import contact_score
from service.database import Database
from service.errors import UsageError
from service.language import Language, say
from service.operations.nurture_routing import person_named, route_of
from service.operations.score_answers import rule_name
from service.operations.scores import score_rules_of
from service.operations.sheets import Cell, sheet
from service.store import scores as store
from service.store.nurture_tasks import people as people_of

LONGEST = 31
"""Days that may lie between the two scores."""
COLUMNS = ("name", "account", "phones", "score", "gained", "why", "human", "route", "owner", "person", "id")


def movers(
    database: Database, moment: Moment, lang: Language, *, days: int = 1, limit: int = 200
) -> dict[str, Any]:
    """Return whose score rose in the last days, by how much, why, and how to reach them.

    Hot ones go to a person (``person``): who looks after them, else who had most to do with them or their
    company. The others go on with digital nurture (``nurture``). What a person said of them decides.
    Who asked not to be written to or called is left out and counted.

    Returns
    -------
    dict
        ``items``, those who rose most first, ``opted_out``, ``days`` and ``as_of``.

    Raises
    ------
    UsageError
        When it is no number of days from 1 to 31.
    """
    if not 1 <= days <= LONGEST:
        raise UsageError("scores.bad_days", field="days", most=LONGEST)
    rules, before = score_rules_of(database), moment.as_of - timedelta(days=days)
    found: list[dict[str, Any]] = []
    for ids in store.active_contacts(database, moment):
        for id_, acts in store.acts(database, ids, moment, rules.longest_window + days).items():
            now, then = contact_score(acts, rules, moment.as_of), contact_score(acts, rules, before)
            gained = (now.points if now else 0.0) - (then.points if then else 0.0)
            known = {part.rule: part.points for part in (then.parts if then else ())}
            # Whose score rose only since a complaint is long ago did nothing to be called for.
            risen = [
                (part.points - known.get(part.rule, 0.0), part)
                for part in (now.parts if now else ())
                if part.points > known.get(part.rule, 0.0)
            ]
            if now and gained > 0 and risen:
                _, rose = max(risen, key=lambda one: (one[0], one[1].rule))
                found.append(
                    {
                        "id": id_,
                        "score": now.points,
                        "gained": gained,
                        "why": rule_name(rose.rule, lang),
                        "evidence_ids": list(rose.evidence_ids),
                    }
                )
    found.sort(key=lambda one: (-one["gained"], -one["score"], one["id"]))
    reached = {row["id"]: row for row in store.reach(database, [one["id"] for one in found])}
    people = people_of(database, list(reached))
    items = [
        {**one, **_shown(reached[one["id"]], lang), **person_named(people[one["id"]], lang)}
        for one in found
        if one["id"] in reached
    ]
    for one in items:
        one["route"] = route_of(one["score"], one["human_score"], rules.hot)
    wanted = [one for one in items if not one.pop("is_opted_out")]
    return {
        "items": wanted[:limit],
        "opted_out": len(items) - len(wanted),
        "days": days,
        "as_of": moment.as_of,
    }


def _shown(row: Mapping[str, Any], lang: Language) -> dict[str, Any]:
    names = {
        key: (row[f"{key}_latin"] if lang == "en" else None) or row[key]
        for key in ("name", "account", "owner")
    }
    return names | {key: row[key] for key in ("phones", "is_opted_out", "owner_id", "human_score")}


def movers_sheet(found: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return the list to call as a file of a spreadsheet, ``csv`` or ``xlsx``."""
    header = [say(f"scores.column_{name}", lang) for name in COLUMNS]
    rows: list[list[Cell]] = [
        [
            one["name"],
            one["account"],
            " / ".join(one["phones"]),
            round(one["score"], 1),
            round(one["gained"], 1),
            one["why"],
            one["human_score"],
            say(f"scores.route_{one['route']}", lang),
            one["owner"],
            one["person"],
            one["id"],
        ]
        for one in found["items"]
    ]
    return sheet(format_, say("scores.movers", lang), header, rows)
