"""Reporting lines: who is over and under whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from service.analysis.people import Link


class Chain:
    """The REPORTS_TO relationships among some people; circles in the data do no harm."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.reports: dict[str, list[Link]] = defaultdict(list)
        self.managers: dict[str, list[Link]] = defaultdict(list)
        for link in sorted(links, key=lambda link: link.id):
            if link.type == "REPORTS_TO":
                self.reports[link.end_id].append(link)
                self.managers[link.start_id].append(link)

    def position(self, person_id: str) -> tuple[float | None, tuple[str, ...]]:
        """Return ``(below + 1)/(below + above + 2)`` over all levels, and the relationships that say so.

        None when nothing is known of the person's line.

        >>> lines = [Link("1", "REPORTS_TO", "b", "a"), Link("2", "REPORTS_TO", "c", "b")]
        >>> Chain(lines).position("b")
        (0.5, ('1', '2'))
        """
        below, under = self._walk(person_id, self.reports, down=True)
        above, over = self._walk(person_id, self.managers, down=False)
        if not under and not over:
            return None, ()
        return (below + 1) / (below + above + 2), tuple(sorted(under | over))

    @staticmethod
    def _walk(person_id: str, lines: Mapping[str, list[Link]], *, down: bool) -> tuple[int, set[str]]:
        seen, used, waiting = {person_id}, set(), [person_id]
        while waiting:
            for link in lines.get(waiting.pop(), []):
                other = link.start_id if down else link.end_id
                used.add(link.id)
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return len(seen) - 1, used
