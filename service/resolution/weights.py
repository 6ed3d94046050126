"""The weights of comparisons: a versioned set in a data file, or one learned from judgements."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

Level = tuple[str, str, str]
"""Label, field and outcome, such as ("Company", "name", "exact")."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from which a pair is merged by itself, and from which it is put before a person."""

    merge: float
    review: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Bits for each label, field and outcome; ``priors``: bits of a pair before anything is compared."""

    version: str
    thresholds: Thresholds
    priors: Mapping[str, float]
    bits: Mapping[Level, float]

    def of(self, label: str, field: str, outcome: str) -> float:
        """Return the bits of an outcome, 0 for one that says nothing."""
        return self.bits.get((label, field, outcome), 0.0)

    def table(self) -> dict[str, Any]:
        """Return the weights as a table that JSON and ``weights_from`` take."""
        table: dict[str, Any] = {
            "version": self.version,
            "thresholds": {"merge": self.thresholds.merge, "review": self.thresholds.review},
        }
        for label, prior in sorted(self.priors.items()):
            table[label] = {"prior": prior}
        for (label, field, outcome), bits in sorted(self.bits.items()):
            table[label].setdefault(field, {})[outcome] = bits
        return table


def weights_from(table: Mapping[str, Any]) -> Weights:
    """Return the weights in a table of the form of ``weights.toml``."""
    labels = {name: fields for name, fields in table.items() if name not in ("version", "thresholds")}
    return Weights(
        str(table["version"]),
        Thresholds(**table["thresholds"]),
        MappingProxyType({label: float(fields["prior"]) for label, fields in labels.items()}),
        MappingProxyType(
            {
                (label, field, outcome): float(bits)
                for label, fields in labels.items()
                for field, outcomes in fields.items()
                if field != "prior"
                for outcome, bits in outcomes.items()
            }
        ),
    )


DEFAULT = weights_from(tomllib.loads((files(__package__) / "weights.toml").read_text("utf-8")))
"""The weights that come with Enishi."""
