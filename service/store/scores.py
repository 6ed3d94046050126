"""What people did, for their scores, and the scores, rules and judgements that are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from graph_models.records import Moment
from service.analysis.scoring import Act
from service.database import Database, Rows

PAGE = 500
"""People whose activities are read at once."""


def acts(database: Database, ids: Sequence[str], moment: Moment, days: int) -> dict[str, list[Act]]:
    """Return what contacts did in so many days up to the moment, each act on its day in its time zone."""
    zone = moment.until.tzinfo
    since = datetime.combine(moment.as_of - timedelta(days=days - 1), time(), zone)
    found: dict[str, list[Act]] = {}
    for row in database.read(
        "scores/acts", ids=list(ids), since=since, until=moment.until, known_at=moment.known_at
    ):
        found.setdefault(row["contact_id"], []).append(
            Act(
                row["id"],
                row["kind"] or "",
                row["at"].astimezone(zone).date(),
                row["page"],
                row["link"],
                row["form"],
                row["direction"],
                row["is_sure"],
                row["at"],
            )
        )
    return found


def active_contacts(
    database: Database, moment: Moment, *, since: datetime | None = None
) -> Iterator[list[str]]:
    """Yield the ids of all contacts who did something by the moment, some at a time.

    Parameters
    ----------
    since
        Only those of whom something was learned after this time.
    """
    after = ""
    while rows := database.read(
        "scores/contacts_since" if since else "scores/contacts",
        after=after,
        limit=PAGE,
        until=moment.until,
        known_at=moment.known_at,
        **({"since": since} if since else {}),
    ):
        yield [row["id"] for row in rows]
        after = rows[-1]["id"]


def is_active(database: Database, id_: str, moment: Moment) -> bool:
    """Return whether a contact is known to have done anything by the moment."""
    return bool(
        database.read("scores/is_active", id=id_, until=moment.until, known_at=moment.known_at)[0][
            "is_active"
        ]
    )


def people(
    database: Database,
    moment: Moment,
    *,
    ids: Collection[str] | None = None,
    company_ids: Collection[str] | None = None,
) -> Rows:
    """Return ``company_id``, ``contact_id`` and kept ``score`` of who works at which company."""
    return database.read(
        "scores/people",
        ids=None if ids is None else sorted(ids),
        company_ids=None if company_ids is None else sorted(company_ids),
        as_of=moment.as_of,
        known_at=moment.known_at,
    )


def kept(database: Database, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return ``label``, kept ``score`` and ``owner`` of nodes by id."""
    return {row["id"]: row for row in database.read("scores/kept", ids=sorted(ids))}


def listed(database: Database, **wanted: Any) -> Rows:
    """Return companies or contacts by their kept score."""
    return database.read("scores/list", **wanted)


def reach(database: Database, ids: Collection[str]) -> Rows:
    """Return how contacts are reached."""
    return database.read("scores/reach", ids=sorted(ids))


def save(database: Database, scores: Mapping[str, float | None]) -> None:
    """Keep scores; None takes one away."""
    rows = [{"id": id_, "score": score} for id_, score in scores.items()]
    database.write(lambda transaction: transaction.run("scores/save", rows=rows))


def forget_others(database: Database, label: str, ids: Collection[str]) -> None:
    """Take the scores of all away that are not among the ids."""
    database.write(lambda transaction: transaction.run("scores/forget", label=label, ids=sorted(ids)))


def rules(database: Database) -> list[dict[str, Any]]:
    """Return all versions of the rules that were put into use, the newest first."""
    return [row["rules"] for row in database.read("scores/rules")]


def save_rules(database: Database, said: Mapping[str, Any]) -> None:
    """Keep a version of the rules."""
    database.write(lambda transaction: transaction.run("scores/save_rules", said=dict(said)))


def human(database: Database, about: str) -> list[dict[str, Any]]:
    """Return what people said of a node, the newest first."""
    return [row["human"] for row in database.read("scores/human", about=about)]


def save_human(database: Database, about: str, at: datetime, said: Mapping[str, Any] | None) -> int:
    """Keep what a person says, or with None only end what stands; return how many were ended."""
    rows = database.write(
        lambda transaction: transaction.run(
            "scores/save_human", about=about, at=at, said=None if said is None else dict(said)
        )
    )
    return int(rows[0]["ended"])


def state(database: Database) -> dict[str, Any]:
    """Return ``refreshed_at`` and ``refreshed_for`` (a day) of the last derivation, if there was one."""
    rows = database.read("scores/state")
    return dict(rows[0]["state"]) if rows else {}


def save_state(database: Database, said: Mapping[str, Any]) -> None:
    """Keep when scores were derived."""
    database.write(lambda transaction: transaction.run("scores/save_state", said=dict(said)))
