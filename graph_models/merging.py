"""How what several rows say of one node or relationship becomes one set of properties.

All by the merge rule the model states for each property; pure, so that order independence can be tested
without a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from graph_models.properties import VERSIONS, Kind, Merge, Property

Properties = dict[str, Any]


class ModelError(Exception):
    """A record speaks of something that is not in the model; a fault of the importer."""


def normalise(value: Any, model: Property) -> Any:
    """Return the value in the type the model asks for, so that equal values compare equal.

    Raises
    ------
    ModelError
        When the value is of another type or not among the codes.
    """
    match model.kind:
        case Kind.TEXT if isinstance(value, str):
            if model.vocabulary is not None:
                return model.vocabulary(value).value
            return str(value)
        case Kind.TEXTS if not isinstance(value, str):
            return sorted(set(value))
        case Kind.DECIMAL if isinstance(value, (int, float)):
            return float(value)
        case Kind.INTEGER if isinstance(value, int):
            return value
        case Kind.BOOLEAN if isinstance(value, bool):
            return value
        case Kind.DATE if isinstance(value, date) and not isinstance(value, datetime):
            return value
        case Kind.DATETIME if isinstance(value, datetime) and value.tzinfo is not None:
            return value
    raise ModelError(f"{model.name} is {model.kind.value}, got {value!r}")


def normalised(said: Mapping[str, Any], model: Mapping[str, Property]) -> Properties:
    """Return what was said in the types the model asks for; what is None was not said.

    Raises
    ------
    ModelError
        When ``said`` names a property the model does not have, or a value does not fit.
    """
    found: Properties = {}
    for name, value in said.items():
        if value is None:
            continue
        if name not in model:
            raise ModelError(f"the model has no property {name}")
        found[name] = normalise(value, model[name])
    return found


def changes(current: Mapping[str, Any], said: Mapping[str, Any], model: Mapping[str, Property]) -> Properties:
    """Return the properties that change when ``said``, normalised, is added to ``current``.

    Examples
    --------
    >>> from graph_models.registry import NODE_PROPERTY
    >>> said = {"name": "山田工業", "aliases": ["a"]}
    >>> changes({"name": "山田工業(株)"}, said, NODE_PROPERTY["Company"])
    {'name': '山田工業', 'aliases': ['a']}
    """
    changed: Properties = {}
    new_stamps = _stamps(said)
    stamps = _stamps(current) if new_stamps else {}
    for name, new in said.items():
        old = current.get(name)
        if old == new:
            continue
        # From an older publication than the value that stands. One without a stamp always counts as new.
        if old is not None and name in new_stamps and new_stamps[name] < stamps.get(name, ""):
            continue
        value = new if old is None else _combined(old, new, model[name].merge)
        if value != old:
            changed[name] = value
    return changed


def _combined(old: Any, new: Any, rule: Merge) -> Any:
    match rule:
        case Merge.REPLACE:
            return new
        case Merge.UNION:
            return sorted({*old, *new})
        case Merge.LEAST:
            return min(old, new)
        case Merge.GREATEST:
            return max(old, new)
        case Merge.SHORTEST:
            return min(old, new, key=lambda text: (len(text), text))
        case Merge.STAMPS:
            newest: dict[str, str] = {}
            for stamp in (*old, *new):
                name = stamp.partition(" ")[0]
                newest[name] = max(newest.get(name, ""), stamp)
            return sorted(newest.values())


def _stamps(properties: Mapping[str, Any]) -> dict[str, str]:
    """Return property -> stamp of the publication its value is from."""
    found = properties.get(VERSIONS)
    return {stamp.partition(" ")[0]: stamp for stamp in found} if found else {}
