"""Which test goes to which worker: the demonstration to one, the empty graph to the other.

A server of its own, with a browser on it, costs a worker a minute, and every plan of a query is made anew
there. Files that need the demonstration stand first and are taken from the front, those that need the scratch
graph stand last and are taken from the end; what needs neither is between, and who is done earlier helps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling


def in_order(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return the tests file by file: with the demonstration, with neither, with the scratch graph."""
    places: dict[str, set[str]] = {}
    for item in items:
        places.setdefault(file_of(item), set()).update(getattr(item, "fixturenames", ()))

    def place(item: pytest.Item) -> int:
        needed = places[file_of(item)]
        if "demo_settings" in needed:
            # What needs both is not left for the moment when the workers meet.
            return 0 if "settings" in needed else 1
        return 3 if "settings" in needed else 2

    return sorted(items, key=place)


def file_of(item: pytest.Item) -> str:
    """Return the file of a test as its id names it."""
    return item.nodeid.partition("::")[0]


class FromBothEnds(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives whole files to workers in the order of the collection, to every second worker from the end."""

    def schedule(self) -> None:
        """Distribute without the usual order by number of tests."""
        self.config.option.loadscopereorder = False
        super().schedule()

    def _assign_work_unit(self, node: Any) -> None:
        if self.nodes.index(node) % 2:
            # The base takes the first: put the last there.
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)
