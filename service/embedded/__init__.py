"""The local Neo4j: downloaded once, one server for each data folder, on loopback only.

It knows nothing of the driver: it says how to connect, and ``service.database`` connects.
"""

from __future__ import annotations

from service.embedded.archive import Archive, dump, load
from service.embedded.lifecycle import Status, ensure_running, status, stop
from service.embedded.places import VERSION, Connection, Progress

__all__ = [
    "VERSION",
    "Archive",
    "Connection",
    "Progress",
    "Status",
    "dump",
    "ensure_running",
    "load",
    "status",
    "stop",
]
