"""What is kept for people who look at records that may be one: pairs, judgements, weights, runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from service.database import Database, Rows
from service.resolution.weights import DEFAULT, Weights, weights_from


def alias_of(database: Database, id_: str) -> str | None:
    """Return the record that a merged one went into, None for one that was not merged."""
    rows = database.read("resolution/alias", id=id_)
    return str(rows[0]["into_id"]) if rows else None


def queue(
    database: Database,
    state: str,
    label: str | None,
    *,
    centre: float,
    after: tuple[float, str] | None,
    limit: int,
) -> Rows:
    """Return ``pair`` and ``rank`` of the pairs in a state, nearest to a score first.

    Parameters
    ----------
    centre
        The score; 1.0 puts the surest first.
    after
        Rank and id of the last one of the page before.
    """
    rank, id_ = after or (None, "")
    return database.read(
        "resolution/queue", state=state, label=label, centre=centre, after=rank, after_id=id_, limit=limit
    )


def queue_sizes(database: Database) -> Rows:
    """Return ``state, label, total`` of the pairs that are kept."""
    return database.read("resolution/queue_sizes")


def around(database: Database, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return ``view_id, companies, deals, links`` of records, by id."""
    return {row["id"]: row for row in database.read("resolution/around", ids=sorted(set(ids)))}


def pairs_between(database: Database, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return the pairs that are kept between records."""
    return [row["pair"] for row in database.read("resolution/merged_pairs", ids=sorted(ids))]


def judgement(database: Database, id_: str) -> dict[str, Any] | None:
    """Return what a person judged of two records, None where nobody did."""
    rows = database.read("resolution/judgement", id=id_)
    return dict(rows[0]["judgement"]) if rows else None


def all_judgements(database: Database) -> list[dict[str, Any]]:
    """Return everything that people judged."""
    return [row["judgement"] for row in database.read("resolution/all_judgements")]


def active_weights(database: Database) -> Weights:
    """Return the weights in use: the learned ones that a person put into use, else those of the service."""
    rows = database.read("resolution/active_weights")
    return weights_from(json.loads(rows[0]["bits"])) if rows else DEFAULT


def learned_weights(database: Database) -> list[dict[str, Any]]:
    """Return the sets of weights that were learned, the newest first."""
    return [row["weights"] for row in database.read("resolution/weights")]


def save_weights(database: Database, row: Mapping[str, Any]) -> None:
    """Keep a set of weights that was learned."""
    database.write(lambda transaction: transaction.run("resolution/save_weights", row=dict(row)))


def activate_weights(database: Database, id_: str | None, by: str | None, at: datetime) -> bool:
    """Put weights into use, None: those of the service; return whether such weights are kept."""
    rows = database.write(
        lambda transaction: transaction.run("resolution/activate_weights", id=id_, by=by, at=at)
    )
    return bool(rows[0]["activated"])


def latest_run(database: Database) -> dict[str, Any] | None:
    """Return the latest resolving of everything, None where there was none."""
    rows = database.read("resolution/run")
    return dict(rows[0]["run"]) if rows else None


def save_run(database: Database, id_: str, properties: Mapping[str, Any]) -> None:
    """Keep how far resolving everything is."""
    database.write(
        lambda transaction: transaction.run("resolution/save_run", id=id_, properties=dict(properties))
    )


def known_numbers(database: Database, source: str, numbers: Iterable[str]) -> set[str]:
    """Return which 法人番号 are those of companies that another source than this one speaks of."""
    rows = database.read("resolution/numbers_known", numbers=sorted(numbers), source=source)
    return {row["number"] for row in rows}
