"""What may be edited by hand of what stands between things, and which values it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from graph_models.merging import ModelError, normalise
from graph_models.properties import Kind
from graph_models.registry import RELATIONSHIP_PROPERTY
from service.errors import InvalidRecordError, UsageError
from service.store.edits import properties_of

EDITED = (
    *("HOLDS_ROLE", "REPORTS_TO", "INFLUENCES", "APPROVAL_STEP", "WORKS_AT", "KNOWS", "OWNS", "OF_UNIT"),
    *("HAS_NEED", "HAS_USE_SCENE", "USES", "INCLUDES", "ADDRESSES", "PART_OF"),
)
"""Types a person may edit: what is known of a committee and what it is about."""
LONGEST_TEXT = 2000
_SHARES = ("power", "weight", "share", "satisfaction")


def editable_type(type_: str) -> str:
    """Return the type, in the writing of the model.

    Raises
    ------
    UsageError
        When it cannot be edited by hand.
    """
    plain = type_.upper()
    if plain not in EDITED:
        raise UsageError("editing.no_type", field="type", type=type_[:40], types=", ".join(EDITED))
    return plain


def read_fact(type_: str, given: Mapping[str, object]) -> dict[str, Any]:
    """Return the properties in the types of the model; all that is wrong is told at once.

    Raises
    ------
    InvalidRecordError
        Which names every property that is at fault.
    """
    wrong: list[UsageError] = []
    found: dict[str, Any] = {}
    allowed = properties_of(type_)
    for name, value in given.items():
        if name not in allowed:
            wrong.append(UsageError("registration.no_property", field=name, name=name))
            continue
        try:
            found[name] = None if value is None or value == "" else _value(type_, name, value)
        except (ModelError, ValueError, TypeError):
            wrong.append(UsageError("registration.bad_value", field=name, name=name, value=str(value)[:40]))
    if type_ == "HOLDS_ROLE" and not found.get("role"):
        wrong.append(UsageError("registration.required", field="role", name="role"))
    if wrong:
        raise InvalidRecordError("registration.not_kept", problems=tuple(wrong))
    return found


def _value(type_: str, name: str, given: object) -> Any:
    model = RELATIONSHIP_PROPERTY[type_][name]
    if isinstance(given, str):
        text = given.strip()
        if len(text) > LONGEST_TEXT or not text.replace("\n", " ").isprintable():
            raise ValueError(name)
        reads: dict[Kind, Callable[[str], Any]] = {
            Kind.INTEGER: int,
            Kind.DECIMAL: float,
            Kind.DATE: date.fromisoformat,
        }
        given = reads.get(model.kind, str)(text)
    value = normalise(given, model)
    if isinstance(value, float) and not (0.0 <= value <= (1.0 if name in _SHARES else float("1e15"))):
        raise ValueError(name)
    if name == "order" and value < 1:
        raise ValueError(name)
    return value
