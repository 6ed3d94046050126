"""Opens the graph: the server that the settings name, or the embedded one, with its schema up to date."""

from __future__ import annotations

from collections.abc import Callable

from service.database import Address, Database
from service.embedded import Progress, ensure_running
from service.errors import NotAllowedError
from service.settings import Settings
from service.store.schema import migrate

REQUEST_PATIENCE = 0.5
"""Seconds a request goes on trying while somebody waits: two tries at a server known not to answer end within
two seconds."""
OPENING_PATIENCE = 4.0
"""Seconds a command goes on trying at its beginning: a wrong address is told soon."""
COMMAND_PATIENCE = 20.0
"""Seconds a command at work goes on trying; a deadlock or a restart of the server passes in that time."""


def address_of(settings: Settings, progress: Callable[[Progress], None] | None = None) -> Address:
    """Return where the database is, starting the embedded one when the settings name none.

    Raises
    ------
    EmbeddedError
        When the embedded server cannot be started.
    NotAllowedError
        When ``NEO4J_URI`` is set without a password.
    """
    if settings.neo4j_uri is None:
        local = ensure_running(settings, progress)
        return Address(local.uri, local.username, local.password, local.database)
    if settings.neo4j_password is None:
        raise NotAllowedError("errors.password_missing", uri=settings.neo4j_uri)
    return Address(
        settings.neo4j_uri, settings.neo4j_username, settings.neo4j_password, settings.neo4j_database
    )


def open_graph(
    settings: Settings,
    *,
    patience: float = COMMAND_PATIENCE,
    progress: Callable[[Progress], None] | None = None,
) -> Database:
    """Return an open database whose schema fits this version of the code; the caller closes it.

    Raises
    ------
    DatabaseError
        When the database is not there, refuses us, or its schema is newer than the code.
    """
    database = Database(address_of(settings, progress), patience=patience)
    try:
        migrate(database.patient(min(patience, OPENING_PATIENCE)))
    except BaseException:
        database.close()
        raise
    return database
