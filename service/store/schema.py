"""Applies the numbered migrations of the schema and refuses a graph that is newer than the code."""

from __future__ import annotations

from datetime import UTC, datetime

from cypher.catalogue import migrations
from service.database import Database, Transaction
from service.errors import SchemaError


def schema_version(database: Database) -> int:
    """Return the number of the last migration that was applied, 0 on an empty database."""
    rows = database.read("service/schema_version")
    return int(rows[0]["version"]) if rows else 0


def migrate(database: Database) -> int:
    """Bring the schema up to date and return its version.

    Raises
    ------
    SchemaError
        When the graph was written by a newer Enishi.
    """
    found, known = schema_version(database), migrations()[-1].version
    if found > known:
        raise SchemaError("errors.schema_newer", found=found, known=known)
    for migration in migrations()[found:]:
        for statement in migration.statements:
            database.run_statement(statement, write=True)
        _record(database, migration.version)
    return known


def _record(database: Database, version: int) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run("service/record_schema_version", version=version, at=datetime.now(UTC))

    database.write(work)
