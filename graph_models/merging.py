"""How what several rows say of one node or relationship becomes one set of properties.

All by the merge rule the model states for each property; pure, so that order independence can be tested
without a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from graph_models.properties import FIELD, VERSIONS, Kind, Merge, Property

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
        found[name] = normalise(value, property_of(name, model, value))
    return found


def property_of(name: str, model: Mapping[str, Property], value: Any = None) -> Property:
    """Return the model of a property; that of a user-defined one follows from a value of it.

    Its definition is looked after by the service; the model only asks that it can be kept and compared.

    Raises
    ------
    ModelError
        When there is no such property.
    """
    if name in model:
        return model[name]
    if name.startswith(FIELD):
        return Property(name, _KINDS.get(type(value), Kind.TEXTS), "user-defined", tracked=True)
    raise ModelError(f"the model has no property {name}")


_KINDS: dict[type, Kind] = {
    str: Kind.TEXT,
    bool: Kind.BOOLEAN,
    int: Kind.DECIMAL,
    float: Kind.DECIMAL,
    date: Kind.DATE,
    datetime: Kind.DATETIME,
}


def changes(
    current: Mapping[str, Any],
    said: Mapping[str, Any],
    model: Mapping[str, Property],
    *,
    is_by_hand: bool = False,
) -> Properties:
    """Return the properties that change when ``said``, normalised, is added to ``current``.

    Parameters
    ----------
    is_by_hand
        A person said it: each value stands as it was said, whatever the merge rule.

    Examples
    --------
    >>> from graph_models.registry import NODE_PROPERTY
    >>> said = {"name": "山田工業", "aliases": ["a"]}
    >>> changes({"name": "山田工業(株)"}, said, NODE_PROPERTY["Company"])
    {'name': '山田工業', 'aliases': ['a']}
    """
    changed: Properties = {}
    new_stamps = _stamps(said)
    stamps = _stamps(current)
    for name, new in said.items():
        old = current.get(name)
        if old == new:
            continue
        # From an older publication than the value that stands. One without a stamp always counts as new.
        is_older = name in new_stamps and new_stamps[name] < stamps.get(name, "")
        if old is not None and is_older and not is_by_hand:
            continue
        rule = property_of(name, model, new).merge
        if is_by_hand and name != "sources":
            rule = Merge.REPLACE
        elif rule is Merge.SHORTEST and new_stamps.get(name) != stamps.get(name):
            # A dated writing is what it was called from then on; undated ones do not shorten it.
            if name not in new_stamps:
                continue
            rule = Merge.REPLACE
        value = new if old is None else _combined(old, new, rule)
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
