"""A loaded database waits beside the current one and takes its place in steps that can be taken up again.

``incoming`` is a home of its own that the admin tool loads into. Once it is whole, the file ``complete`` is
written; from then on the change is made, if need be by the next start: what was killed half way is
finished, and what was killed before that is thrown away.
"""

from __future__ import annotations

import shutil

from service.embedded.places import DATABASE, Places

_PARTS = ("databases", "transactions")


def incoming(places: Places) -> Places:
    """Return the home beside that a dump is loaded into."""
    return Places(places.root / "incoming")


def stage(places: Places) -> None:
    """Say that the incoming database is whole."""
    (incoming(places).root / "complete").touch()


def clear(places: Places) -> None:
    """Throw away what was loaded."""
    shutil.rmtree(incoming(places).root, ignore_errors=True)


def settle(places: Places) -> None:
    """Put a whole incoming database in place, or throw away a part of one; the server is not running."""
    beside = incoming(places)
    outgoing = places.root / "outgoing"
    if (beside.root / "complete").exists():
        for part in _PARTS:
            new = beside.data / part / DATABASE
            current = places.data / part / DATABASE
            if not new.exists():  # moved before we were killed
                continue
            if current.exists():
                (outgoing / part).mkdir(parents=True, exist_ok=True)
                current.rename(outgoing / part / DATABASE)
            current.parent.mkdir(parents=True, exist_ok=True)
            new.rename(current)
    clear(places)
    shutil.rmtree(outgoing, ignore_errors=True)
