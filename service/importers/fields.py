"""Typed access to the fields of a JSON object: one of the wrong type is a bad cell, a missing one is not."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

from service.importers.base import BadCell
from service.resolution.names import clean

Object = dict[str, Any]

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_UNSEEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_NAMES = {dict: "object", list: "array", str: "text", bool: "true/false", int: "number", float: "number"}
_LOST_BREAK = re.compile(r"(?<=[.,;:)!?])rn(?=[\sA-Z0-9-]|rn|$)|(?:rn)+$")


def _typed(parent: Object, name: str, path: str, kind: type) -> Any:
    value = parent.get(name)
    if value is not None and not isinstance(value, kind):
        found = _NAMES.get(type(value), type(value).__name__)
        raise BadCell(f"{path}{name}", "importing.wrong_field_type", wanted=_NAMES[kind], found=found)
    return value


def object_of(parent: Object, name: str, path: str = "") -> Object:
    """Return the object in the field, empty when it is not there."""
    value: Object | None = _typed(parent, name, path, dict)
    return value or {}


def objects_of(parent: Object, name: str, path: str = "") -> list[Object]:
    """Return the objects in the array in the field, none when it is not there."""
    found = _typed(parent, name, path, list) or []
    for place, item in enumerate(found):
        if not isinstance(item, dict):
            raise BadCell(
                f"{path}{name}[{place}]",
                "importing.wrong_field_type",
                wanted="object",
                found=_NAMES.get(type(item), type(item).__name__),
            )
    return found


def texts_of(parent: Object, name: str, path: str = "") -> list[str]:
    """Return the texts in the array in the field."""
    return [item for item in _typed(parent, name, path, list) or [] if isinstance(item, str)]


def text_of(parent: Object, name: str, path: str = "") -> str:
    """Return the text in the field, cleaned, "" when it is not there; a number counts as text.

    Line breaks that a broken export left as the letters "rn" become spaces.
    """
    value = parent.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return clean(_UNSEEN.sub(" ", _LOST_BREAK.sub(" ", _typed(parent, name, path, str) or "")))


def number_of(parent: Object, name: str, path: str = "") -> float | None:
    """Return the finite number in the field, or None."""
    value = parent.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        found = _NAMES.get(type(value), type(value).__name__)
        raise BadCell(f"{path}{name}", "importing.wrong_field_type", wanted="number", found=found)
    if not math.isfinite(value) or not 0 <= value < 1e15:
        raise BadCell(f"{path}{name}", "importing.bad_amount", value=value)
    return float(value)


def day_of(parent: Object, name: str, path: str = "") -> date | None:
    """Return the day in the field as its publisher wrote it, without regard to the zone, or None."""
    text = _typed(parent, name, path, str)
    if not text:
        return None
    found = _DATE.fullmatch(text)
    try:
        if found:
            return date.fromisoformat(found[1])
    except ValueError as error:
        raise BadCell(f"{path}{name}", "importing.bad_date", value=text) from error
    raise BadCell(f"{path}{name}", "importing.bad_date", value=text)
