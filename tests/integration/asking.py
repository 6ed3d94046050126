"""Asks the four questions in a transaction that is undone, so that facts can be taken away or added."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import neo4j

from cypher.catalogue import queries
from graph_models.ids import node_id, parse_relationship_id
from graph_models.records import Moment
from service.database import Database, Rows, rows_of, sendable
from service.language import Language
from service.operations.moments import moment_of
from service.operations.questions import ask_buying_center, ask_expansion, ask_key_person, ask_lookalike

Answered = dict[str, Any]
TOKYO = ZoneInfo("Asia/Tokyo")
ASKED = {
    "key_person": ask_key_person,
    "buying_center": ask_buying_center,
    "lookalike": ask_lookalike,
    "expansion": ask_expansion,
}


@dataclass(frozen=True)
class Case:
    """A question with what it is asked of."""

    question: str
    of: str
    options: Mapping[str, Any]

    def ask(self, database: Database, moment: Moment, lang: Language = "en", *, limit: int = 5) -> Answered:
        """Return the answer as it goes out."""
        return ASKED[self.question](database, moment, lang, limit=limit, **self.options)

    def __str__(self) -> str:
        return f"{self.question} of {self.of}"


class InTransaction(Database):
    """A database whose reads see what was changed in one open transaction."""

    def __init__(self, database: Database, transaction: neo4j.Transaction) -> None:
        self.address = database.address
        self._transaction = transaction

    def read(self, name: str, **parameters: Any) -> Rows:
        """Run a query of the catalogue in the transaction."""
        return rows_of(self._transaction.run(queries()[name].text, sendable(parameters)))

    def last_change(self) -> str:
        """Tell nothing: what this transaction changes is no commit, so nothing may be kept of it."""
        return ""

    def change(self, statement: str, **parameters: Any) -> None:
        """Run a statement that writes."""
        self._transaction.run(statement, sendable(parameters)).consume()

    def remove(self, ids: Collection[str]) -> None:
        """Delete nodes, with their relationships, and relationships by their ids."""
        ends = [(id_, parse_relationship_id(id_)) for id_ in ids]
        rows = [{"id": id_, "start": key.start_id, "end": key.end_id} for id_, key in ends if key]
        self.change(
            """
            UNWIND $rows AS row
            MATCH (:Entity {id: row.start})-[r {id: row.id}]->(:Entity {id: row.end}) DELETE r
            """,
            rows=rows,
        )
        self.change(
            "UNWIND $ids AS id MATCH (n:Entity {id: id}) DETACH DELETE n",
            ids=[id_ for id_, key in ends if key is None],
        )

    def missing(self, ids: Collection[str]) -> set[str]:
        """Return which ids stand for nothing."""
        ends = [(id_, parse_relationship_id(id_)) for id_ in ids]
        rows = [{"id": id_, "start": key.start_id, "end": key.end_id} for id_, key in ends if key]
        found = self._transaction.run(
            """
            UNWIND $rows AS row
            MATCH (:Entity {id: row.start})-[r {id: row.id}]->(:Entity {id: row.end}) RETURN r.id AS id
            UNION
            UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN n.id AS id
            """,
            rows=rows,
            ids=[id_ for id_, key in ends if key is None],
        )
        return set(ids) - {row["id"] for row in found}


class Shuffled(Database):
    """A database that returns the rows of every query in another order, and lists of facts in them too."""

    ORDERED = frozenset({"buying_center/category"})
    """Queries whose order says something."""

    def __init__(self, database: Database, seed: int) -> None:
        self.address = database.address
        self._inner = database
        self._dice = random.Random(seed)

    def last_change(self) -> str:
        """Tell nothing, so that everything is read again, in another order."""
        return ""

    def read(self, name: str, **parameters: Any) -> Rows:
        """Run a query of the catalogue and shuffle what it returns."""
        rows = self._inner.read(name, **parameters)
        if name not in self.ORDERED:
            self._dice.shuffle(rows)
        return rows


@contextmanager
def undone(database: Database) -> Iterator[InTransaction]:
    """Give a transaction in which anything can be changed; all of it is undone."""
    address = database.address
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver,
        driver.session(database=address.database) as session,
        session.begin_transaction() as transaction,
    ):
        yield InTransaction(database, transaction)
        transaction.rollback()


def demo_id(label: str, key: str) -> str:
    """Return the id of a thing of the demonstration data."""
    return node_id(label, "demo", key)


def now() -> Moment:
    """Return the end of tomorrow: whatever a test run imports is known by then."""
    tomorrow = moment_of(TOKYO, datetime.now(TOKYO).date() + timedelta(days=1))
    return replace(tomorrow, known_at=tomorrow.until)


def day(when: date, *, known_at: datetime | None = None) -> Moment:
    """Return a day; by default with everything that is known now."""
    return moment_of(TOKYO, when, known_at or now().known_at)


def as_text(answer: object) -> str:
    """Return an answer as one text, to compare it to the last byte."""
    return json.dumps(answer, default=str, ensure_ascii=False, sort_keys=True, indent=1)


def numbers(value: Any) -> Any:
    """Return an answer without its words: what must be the same in every language."""
    if isinstance(value, Mapping):
        return {key: numbers(item) for key, item in value.items() if key not in ("text", "title")}
    if isinstance(value, (list, tuple)):
        return [numbers(item) for item in value]
    return value


def words(value: Any) -> list[str]:
    """Return the texts of an answer in order."""
    if isinstance(value, Mapping):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [word for item in value.values() for word in words(item)]
    if isinstance(value, (list, tuple)):
        return [word for item in value for word in words(item)]
    return []
