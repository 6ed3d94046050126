"""What a property of a node or relationship is, and how values that disagree become one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Kind(StrEnum):
    """Type of a value, by the name a person would use."""

    TEXT = "text"
    TEXTS = "list of texts"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "yes or no"
    DATE = "date"
    DATETIME = "date and time"


class Merge(StrEnum):
    """What happens when a second row speaks about the same property.

    All but REPLACE give the same result in whatever order the rows come, so an importer whose rows speak of
    one node many times uses those.
    """

    REPLACE = "the newest import wins"
    UNION = "all different values are kept, sorted"
    LEAST = "the least value is kept"
    GREATEST = "the greatest value is kept"
    SHORTEST = "the shortest text is kept, then the least; one with a stamp stands above those without"
    STAMPS = "of each property the newest stamp is kept, and with it that property's value"


@dataclass(frozen=True, slots=True)
class Property:
    """One property.

    ``tracked``: when an import changes it, the old value is kept as a Fact.
    ``personal``: it is data about a person.
    """

    name: str
    kind: Kind
    meaning: str
    merge: Merge = Merge.REPLACE
    vocabulary: type[Enum] | None = None
    tracked: bool = False
    personal: bool = False


VERSIONS = "versions"
"""Property that tells, as "name stamp", from which publication each value is; stamps sort by age.

Of a value that has a stamp on both sides the newer wins, in whatever order the publications come.
"""


def text(name: str, meaning: str, **options: object) -> Property:
    """Return a text property."""
    return Property(name, Kind.TEXT, meaning, **options)  # type: ignore[arg-type]


def code(name: str, meaning: str, vocabulary: type[Enum], *, tracked: bool = False) -> Property:
    """Return a property whose values come from a closed list."""
    return Property(name, Kind.TEXT, meaning, vocabulary=vocabulary, tracked=tracked)


def date(name: str, meaning: str, merge: Merge = Merge.REPLACE) -> Property:
    """Return a date property."""
    return Property(name, Kind.DATE, meaning, merge=merge)


def number(name: str, meaning: str, *, tracked: bool = False) -> Property:
    """Return a decimal property."""
    return Property(name, Kind.DECIMAL, meaning, tracked=tracked)


def integer(name: str, meaning: str) -> Property:
    """Return a whole-number property."""
    return Property(name, Kind.INTEGER, meaning)


VERSIONS_OF_VALUES = Property(
    VERSIONS, Kind.TEXTS, "publication each value is from, where several speak of it", merge=Merge.STAMPS
)

NODE_PROPERTIES = (
    text("id", "our own stable id, unique over all labels"),
    Property("created_at", Kind.DATETIME, "when we first learned of it", merge=Merge.LEAST),
    Property("updated_at", Kind.DATETIME, "when its current view last changed"),
    Property("sources", Kind.TEXTS, "who said so", merge=Merge.UNION),
)
"""Carried by every node."""

RELATIONSHIP_PROPERTIES = (
    text("id", "type, both ends and a qualifier where there are parallel ones"),
    date("valid_from", "first day on which it is true; empty: always was"),
    date("valid_to", "first day on which it is no longer true; empty: still is"),
    Property("ended_at", Kind.DATETIME, "when we learned that it ended; empty: with the rest of it"),
    Property("recorded_at", Kind.DATETIME, "when we learned it", merge=Merge.LEAST),
    text("source", "who said so", merge=Merge.SHORTEST),
    number("confidence", "how sure the source is, 0 to 1"),
    text("state", "confirmed, assumed or inferred"),
)
"""Carried by every relationship."""

RUN = "run"
"""Import or edit that first told of a node or relationship, as long as no other spoke of it."""
CLAIMS = "claims"
"""Number of claims that are kept apart, once more than one run or source spoke of a node or relationship."""
FIELD = "field_"
"""What the names of user-defined properties begin with; every label may carry them."""
MATCH = "match_"
"""What the names of keys begin with that find records which may be one."""
DERIVED = "derived_"
"""What the names of properties begin with that are computed, can be dropped and rebuilt."""

MANUAL = "manual"
"""The source of what a person typed in; it stands above all others."""


def is_bookkeeping(name: str) -> bool:
    """Return whether a property is the service's own: no source says it and no checksum covers it.

    >>> is_bookkeeping("match_name"), is_bookkeeping("field_use_scene")
    (True, False)
    """
    return name in (RUN, CLAIMS) or name.startswith((MATCH, DERIVED))
