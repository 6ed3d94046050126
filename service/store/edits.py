"""What stands of the facts that a person edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from graph_models.properties import MANUAL
from graph_models.records import RelationshipRecord
from graph_models.registry import RELATIONSHIP_PROPERTY
from graph_models.vocabulary import State
from service.database import Database, Transaction
from service.store.claims import said_of

_OF_THE_RECORD = ("id", "source", "state", "confidence", "recorded_at", "valid_from", "valid_to", "ended_at")


@dataclass(frozen=True, slots=True)
class Standing:
    """A relationship that is there. ``closed_on``: day on which the deal it leads to ended."""

    id: str
    type: str
    start_id: str
    end_id: str
    properties: dict[str, Any]
    closed_on: date | None = None

    @property
    def valid_from(self) -> date | None:
        """First day on which it is true."""
        found: date | None = self.properties.get("valid_from")
        return found

    @property
    def valid_to(self) -> date | None:
        """First day on which it is no longer true."""
        found: date | None = self.properties.get("valid_to")
        return found

    def own(self) -> dict[str, Any]:
        """Return what it says beyond what every relationship has."""
        return {name: value for name, value in said_of(self.properties).items() if name not in _OF_THE_RECORD}

    def ended(self, on: date, at: Any) -> RelationshipRecord:
        """Return it as a person says that it ended; all of it, so that it stands by itself."""
        return StandingRecord(
            self.type,
            self.start_id,
            self.end_id,
            MANUAL,
            {**self.own(), "ended_at": at},
            self.valid_from,
            on,
            State(self.properties.get("state", "confirmed")),
            float(self.properties.get("confidence", 1.0)),
            standing_id=self.id,
        )


@dataclass(frozen=True, slots=True)
class StandingRecord(RelationshipRecord):
    """What is said of a relationship that is there, whose id is known and not its qualifier."""

    standing_id: str = ""

    @property
    def id(self) -> str:
        """The id it has."""
        return self.standing_id


def facts_from(transaction: Transaction, start_id: str, type_: str) -> list[Standing]:
    """Return the relationships of a type that start at a node."""
    rows = transaction.run("edits/facts", start_id=start_id, type=type_)
    return [
        Standing(row["id"], type_, start_id, row["end_id"], row["properties"], row["closed_on"])
        for row in (rows[0]["found"] if rows else [])
    ]


def managers_above(transaction: Transaction, id_: str, day: date) -> set[str]:
    """Return the ids of those above somebody in the reporting lines."""
    return {row["id"] for row in transaction.run("edits/managers", id=id_, day=day)}


def history(database: Database, start_id: str, type_: str) -> list[dict[str, Any]]:
    """Return relationships of a type from a node, with the runs that spoke of each."""
    return database.read("edits/history", start_id=start_id, type=type_)


def properties_of(type_: str) -> list[str]:
    """Return the names of what a type says beyond what every relationship has."""
    return [name for name in RELATIONSHIP_PROPERTY[type_] if name not in _OF_THE_RECORD]
