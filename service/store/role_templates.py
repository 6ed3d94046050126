"""The role templates that people set."""

from __future__ import annotations

from typing import Any

from service.database import Database


def templates(database: Database) -> list[dict[str, Any]]:
    """Return what people set, by id."""
    return database.read("templates/list")


def save(database: Database, id_: str, properties: dict[str, Any]) -> None:
    """Keep a template in the place of the one that was."""
    database.write(lambda transaction: transaction.run("templates/save", id=id_, properties=properties))


def delete(database: Database, id_: str) -> bool:
    """Delete a template; return whether there was one."""
    rows = database.write(lambda transaction: transaction.run("templates/delete", id=id_))
    return bool(rows and rows[0]["deleted"])
