"""Counts of what a write did, by label and type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

CHANGES = ("created", "updated", "unchanged")


@dataclass(slots=True)
class Tally:
    """How many of each label and type were created, updated or found unchanged."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, name: str, change: str, number: int = 1) -> None:
        """Count some of a label or type."""
        self.counts.setdefault(name, Counter(dict.fromkeys(CHANGES, 0)))[change] += number

    def update(self, other: Tally) -> None:
        """Add the counts of another tally."""
        for name, counter in other.counts.items():
            for change, number in counter.items():
                self.add(name, change, number)

    @classmethod
    def of(cls, counts: Mapping[str, Mapping[str, int]]) -> Tally:
        """Return the tally that `as_dict` gave."""
        return cls({name: Counter(found) for name, found in counts.items()})

    def as_dict(self) -> dict[str, dict[str, int]]:
        """Return label or type -> created, updated, unchanged."""
        return {
            name: {change: counter[change] for change in CHANGES}
            for name, counter in sorted(self.counts.items())
        }
