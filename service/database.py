"""The only module that talks to the driver: sessions, transactions, values and errors in our own terms."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

import neo4j
from neo4j import GraphDatabase
from neo4j import Query as DriverQuery
from neo4j.exceptions import AuthError, DriverError, Neo4jError
from neo4j.time import Date, DateTime

from cypher.catalogue import Query, queries
from service.database_values import sendable as sendable
from service.errors import DatabaseError, DatabaseUnavailableError

T = TypeVar("T")
Rows = list[dict[str, Any]]

# The driver would log notifications with the text and values of a query; EXPLAIN in the tests shows them.
logging.getLogger("neo4j.notifications").disabled = True
# Its warnings go into a log where there is one, and not between the lines of a command.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

READ_TIMEOUT = 20.0
"""Seconds after which the server stops a read."""
WRITE_TIMEOUT = 300.0
"""Seconds after which the server stops a write; a batch of an import takes well under one."""
FIRST_DELAY = 0.1
"""Seconds before a second try; each later one waits so many times longer:"""
LONGER = 1.5
GREETING = 5.0
"""Seconds a server that answered the last time may take to greet, since a busy machine holds it up. One that
did not is waited for as long as patience says: what is away holds up nobody twice."""
READ_AGAIN = 2
"""Times a read is repeated when something was deleted under its hands."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the database is and how to sign in."""

    uri: str
    username: str
    password: str
    database: str


@dataclass(slots=True)
class _Last:
    """Whether the server answered the last time; one for all who share the connections."""

    answered: bool = True


class Transaction:
    """Runs queries of the catalogue in one open transaction."""

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, name: str, **parameters: Any) -> Rows:
        """Run a query by name and return its rows as plain dictionaries."""
        return rows_of(self._transaction.run(queries()[name].text, sendable(parameters)))


class Database:
    """A pool of connections to one database.

    Parameters
    ----------
    address
        Where it is.
    patience
        Seconds to go on trying when the database is away or a transaction must be repeated: short for a
        request somebody waits for, long for an import.
    """

    def __init__(self, address: Address, *, patience: float = 1.0) -> None:
        self.address = address
        self._patience = patience
        self._last = _Last()
        with self._translated():
            self._driver = GraphDatabase.driver(
                address.uri,
                auth=(address.username, address.password),
                connection_timeout=max(GREETING, min(patience, 10.0)),
                max_connection_pool_size=50,
                # Looking costs a tenth of a query, after a pause only; it finds a server that froze.
                liveness_check_timeout=2.0,
                keep_alive=True,
                telemetry_disabled=True,
                notifications_min_severity="OFF",
                user_agent="enishi",
            )

    def patient(self, patience: float) -> Database:
        """Return this database, on the same connections, with another patience; it is not to be closed."""
        other = copy(self)
        other._patience = patience
        return other

    def close(self) -> None:
        """Give back all connections."""
        self._driver.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, name: str, **parameters: Any) -> Rows:
        """Run one read query of the catalogue and return its rows."""
        query = queries()[name]
        if query.access != "read":
            raise ValueError(f"{name} writes")
        statement = DriverQuery(query.text, timeout=READ_TIMEOUT)
        sent = sendable(parameters)

        def work() -> Rows:
            # A query is a transaction of its own: one way there and back, where a managed one takes three.
            with self._session(neo4j.READ_ACCESS) as session:
                return rows_of(session.run(statement, sent))

        with self._translated():
            for _ in range(READ_AGAIN):
                if not has_vanished(query, rows := self._tried(work)):
                    return rows
            return self._tried(work)

    def stream(self, name: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Run one read query and yield its rows without holding them all; for whole-graph reads."""
        query = queries()[name]
        statement = DriverQuery(query.text, timeout=WRITE_TIMEOUT)
        with self._translated(), self._session(neo4j.READ_ACCESS) as session:
            result = session.run(statement, sendable(parameters))
            keys = result.keys()
            for record in result:
                yield dict(zip(keys, map(native, record.values()), strict=True))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run the work in one transaction, all or nothing; it may be repeated after a passing fault."""

        @neo4j.unit_of_work(timeout=WRITE_TIMEOUT)
        def managed(transaction: neo4j.ManagedTransaction) -> T:
            return work(Transaction(transaction))

        with self._translated(), self._session() as session:
            return session.execute_write(managed)

    def run_statement(self, statement: str, *, write: bool = False, **parameters: Any) -> Rows:
        """Run a statement that is not in the catalogue: schema steps, EXPLAIN, the shell of ``db shell``."""
        mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        with self._translated(), self._session(mode) as session:
            return rows_of(session.run(statement, sendable(parameters)))

    def explain(self, query: Query) -> tuple[list[str], list[str]]:
        """Return the columns of a query and what the server has to say against it, without running it."""
        parameters = dict.fromkeys(query.parameters)
        with (
            self._translated(),
            self._driver.session(
                database=self.address.database, notifications_min_severity="INFORMATION"
            ) as session,
        ):
            result = session.run(f"EXPLAIN {query.text}", parameters)
            columns = list(result.keys())
            summary = result.consume()
        complaints = [
            item.status_description
            for item in summary.gql_status_objects
            if item.is_notification and item.classification is not None
        ]
        return columns, complaints

    def server(self) -> dict[str, str]:
        """Return address, version and edition of the server.

        Raises
        ------
        DatabaseUnavailableError
            When it does not answer.
        """
        with self._translated():
            self._driver.verify_connectivity()
        row = self.read("service/server")[0]
        return {"uri": self.address.uri, "version": row["version"], "edition": row["edition"]}

    def last_change(self) -> str:
        """Return a mark of the last committed transaction; empty when the server does not tell.

        As long as it stays the same nothing in the database has changed, whoever writes to it.
        """

        def work() -> str:
            with self._session(neo4j.READ_ACCESS) as session:
                session.run(queries()["service/stand"].text).consume()
                return " ".join(sorted(session.last_bookmarks().raw_values))

        with self._translated():
            return self._tried(work)

    def _tried(self, work: Callable[[], T]) -> T:
        """Do the work, again after a passing fault, as long as patience lasts."""
        end, delay = time.monotonic() + self._patience, FIRST_DELAY
        while True:
            try:
                return work()
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable() or time.monotonic() + delay > end:
                    raise
            time.sleep(delay)
            delay *= LONGER

    def _session(self, mode: str = neo4j.WRITE_ACCESS) -> neo4j.Session:
        return self._driver.session(
            database=self.address.database,
            default_access_mode=mode,
            connection_acquisition_timeout=self._greeting(),
            max_transaction_retry_time=self._patience,
            initial_retry_delay=FIRST_DELAY,
            retry_delay_multiplier=LONGER,
            # One manager for the process: what it wrote, it reads, on a cluster too.
            bookmark_manager=self._driver.execute_query_bookmark_manager,
        )

    def _greeting(self) -> float:
        shortest = min(self._patience + 0.3, 15.0)
        return max(GREETING, shortest) if self._last.answered else shortest

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DriverError, Neo4jError, ValueError) as error:
            told = in_our_terms(error, self.address.uri)
            self._last.answered = told.key != "errors.database_unavailable"
            raise told from error
        self._last.answered = True


def in_our_terms(error: DriverError | Neo4jError | ValueError, uri: str) -> DatabaseError:
    """Return what an error of the driver means for who waits for an answer."""
    code = getattr(error, "code", None) or ""
    if isinstance(error, AuthError):
        return DatabaseError("errors.database_auth", uri=uri)
    if "OutOfMemory" in code:
        return DatabaseError("errors.database_memory")
    if "TransactionTimedOut" in code:
        return DatabaseUnavailableError("errors.database_timeout", seconds=READ_TIMEOUT)
    # A passing fault of the server itself, after all tries, is as good as no answer.
    if isinstance(error, Neo4jError) and not error.is_retryable():
        return DatabaseError("errors.database_failed", code=code)
    return DatabaseUnavailableError("errors.database_unavailable", uri=uri)


def has_vanished(query: Query, rows: Rows) -> bool:
    """Return whether something is empty that a query says is there.

    The database reads what is committed row by row: the properties of a record that is deleted while a query
    runs come back as nothing, without an error. Who reads again sees the graph without the record.
    """
    return any(
        any(row[name] is None or (kind == "map" and not row[name]) for row in rows)
        for name, kind in query.columns.items()
        if "null" not in kind
    )


def rows_of(result: neo4j.Result) -> Rows:
    """Return all rows with the driver's temporal values turned into those of the standard library."""
    keys = result.keys()
    return [dict(zip(keys, map(native, record.values()), strict=True)) for record in result]


def native(value: Any) -> Any:
    """Return the value with the driver's temporal types replaced, at any depth."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (Date, DateTime)):
        return value.to_native()
    if isinstance(value, list):
        return [native(item) for item in value]
    if isinstance(value, dict):
        return {key: native(item) for key, item in value.items()}
    return value
