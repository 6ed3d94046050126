"""The two lists after the score: whom a person digs deeper with, by name, and who goes on digitally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from service.database import Database
from service.errors import UsageError
from service.language import Language, say
from service.operations.nurture_routing import ROUTES, human_hot, person_named
from service.operations.nurture_tasks import person_told
from service.operations.scores import score_rules_of
from service.operations.sheets import Cell, sheet
from service.store import nurture_tasks as store

MOST = 5000
COLUMNS = (
    *("name", "title", "account", "emails", "phones", "status", "score", "human_score"),
    *("person", "person_why", "contact_id"),
)


def route_list(
    database: Database, route: str, lang: Language, *, member: str | None = None, limit: int = MOST
) -> dict[str, Any]:
    """Return who goes on one way, the warmest first, each with who of us it is.

    High potential (hot by the score, or by what a person said, which decides) goes to a person, all others of
    whom there is a score to digital nurture. Who asked not to be contacted is left out and counted; who left
    or is of no status that is reached (D) is on neither list.

    Parameters
    ----------
    member
        Only those that go to this member.

    Returns
    -------
    dict
        ``items``, ``people`` (our members with the number of theirs; None: nobody is known), ``opted_out``
        and ``hot``.

    Raises
    ------
    UsageError
        When there is no such way.
    """
    if route not in ROUTES:
        raise UsageError("nurture.bad_choice", field="route", value=route[:40], known=", ".join(ROUTES))
    hot = score_rules_of(database).hot
    rows = store.routes(database, hot, human_hot(hot), is_hot=route == "person", limit=limit)
    people = store.people(database, [row["id"] for row in rows])
    wanted = [row for row in rows if not people[row["id"]]["is_opted_out"]]
    items = [
        person_told(people[row["id"]], lang)
        | {"score": row["score"], "human_score": row["human_score"], "route": route}
        | person_named(people[row["id"]], lang)
        for row in wanted
    ]
    numbers = Counter((one["person_id"], one["person"]) for one in items)
    return {
        "route": route,
        "hot": hot,
        "items": [one for one in items if member is None or one["person_id"] == member],
        "people": [
            {"id": id_, "name": name, "number": number}
            for (id_, name), number in sorted(numbers.items(), key=lambda one: (-one[1], one[0][0] or ""))
        ],
        "opted_out": len(rows) - len(wanted),
    }


def routes_sheet(found: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return a list as a file of a spreadsheet, ``csv`` or ``xlsx``."""
    header = [say(f"nurture.column_{name}", lang) for name in COLUMNS]
    rows: list[list[Cell]] = [[_cell(one, name) for name in COLUMNS] for one in found["items"]]
    return sheet(format_, say(f"scores.route_{found['route']}", lang), header, rows)


def _cell(one: Mapping[str, Any], name: str) -> Cell:
    if name in ("emails", "phones"):
        return ", ".join(one[name])
    if name == "score":
        return None if one["score"] is None else round(one["score"], 1)
    return one[name]  # type: ignore[no-any-return]
