"""Reads what the quality of records is judged by."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from graph_models.claims import from_json
from graph_models.properties import Kind, Merge
from graph_models.records import Moment
from graph_models.registry import NODE_PROPERTY, label_of
from service.analysis.quality import Contradiction, Record, weights
from service.database import Database, Rows

CHUNK = 2000


def records(database: Database, moment: Moment) -> Iterator[Record]:
    """Yield all companies, sites and contacts but ourselves with what speaks for and against them."""
    doubles = _duplicates(database)
    torn = _contradictions(database)
    # Companies come first: who looks after one looks after its sites and people, where nobody else does.
    owners: dict[str, list[str]] = {}
    for label, wanted in weights().items():
        after = ""
        while rows := database.read(
            "quality/records",
            prefix=f"{label.lower()}-",
            after=after,
            properties=sorted(wanted),
            as_of=moment.as_of,
            until=moment.until,
            limit=CHUNK,
        ):
            for row in rows:
                if label == "Company":
                    owners[row["id"]] = row["owners"]
                row["owners"] = row["owners"] or sorted(
                    {one for account in row["accounts"] for one in owners.get(account, ())}
                )
                yield _record(label, row, doubles, torn, moment)
            after = rows[-1]["id"]


def _record(
    label: str,
    row: dict[str, Any],
    doubles: dict[str, tuple[str, ...]],
    torn: dict[str, tuple[Contradiction, ...]],
    moment: Moment,
) -> Record:
    heard: datetime | None = row["last_touch"] or row["updated_at"]
    return Record(
        row["id"],
        label,
        row["name"] or row["id"],
        row["name_latin"],
        frozenset((*row["filled"], *row["ties"])),
        tuple(row["sources"]),
        tuple(row["accounts"]),
        tuple(row["owners"]),
        None if heard is None else max(0, (moment.until - heard).days),
        doubles.get(row["id"], ()),
        torn.get(row["id"], ()),
    )


def _duplicates(database: Database) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in database.read("quality/review_pairs"):
        found[row["left"]].add(row["right"])
        found[row["right"]].add(row["left"])
    return {id_: tuple(sorted(others)) for id_, others in found.items()}


def _contradictions(database: Database) -> dict[str, tuple[Contradiction, ...]]:
    """Return the properties of which sources say different things; of each source its latest word counts."""
    said: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in database.stream("quality/said"):
        model = NODE_PROPERTY.get(label_of(row["id"]) or "", {})
        for name, value in from_json(row["said"]).items():
            rule = model.get(name)
            # Where all values are kept, or the least is, different ones are no contradiction.
            if rule is None or (rule.merge is Merge.REPLACE and rule.kind is not Kind.TEXTS and name != "id"):
                said[row["id"]][name][row["source"]] = _plain(value)
    found = {}
    for id_, properties in said.items():
        torn = tuple(
            Contradiction(name, tuple(sorted(by_source.items())))
            for name, by_source in sorted(properties.items())
            if len(set(by_source.values())) > 1
        )
        if torn:
            found[id_] = torn
    return found


def _plain(value: object) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip()


def importances(database: Database, moment: Moment) -> Rows:
    """Return ``id, deals, open_deals, orders`` of companies that have any."""
    return list(database.stream("quality/importance", as_of=moment.as_of))


def stamp(database: Database) -> tuple[Any, ...]:
    """Return what changes whenever a report on quality would."""
    row = database.read("quality/stamp")[0]
    return row["updated_at"], row["runs"], row["pairs"]


def names(database: Database, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return ``name, name_latin`` of nodes, by id."""
    return {row["id"]: row for row in database.read("quality/names", ids=list(ids))}
