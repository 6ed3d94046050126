"""Weights that a person changed: by dotted names, within what makes sense, on top of those of the service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from service.analysis.weights import WEIGHTS, Weights

MOST = 100_000.0


def names_of(weights: Weights = WEIGHTS) -> dict[str, float]:
    """Return every number that can be changed, by dotted name.

    >>> names_of()["key_person.parts.formal_authority"]
    0.3
    """
    return dict(sorted(_numbers(weights, "")))


def changed(changes: Mapping[str, float], version: str, weights: Weights = WEIGHTS) -> Weights:
    """Return the weights with the changes and the version.

    Raises
    ------
    KeyError
        When there is no such number.
    ValueError
        When one is below zero, no number, or beyond all sense; a share is above one.

    >>> changed({"key_person.parts.reach": 0.5}, "mine").key_person.parts["reach"]
    0.5
    """
    known = names_of(weights)
    for name, value in changes.items():
        if name not in known:
            raise KeyError(name)
        if not 0.0 <= value <= MOST or (name.endswith(".doubt") and value > 1.0):
            raise ValueError(name)
    found: Any = weights
    for name, value in sorted(changes.items()):
        found = _with(found, name.split("."), value)
    for name in ("key_person", "buying_center", "expansion", "lookalike"):
        if not sum(getattr(found, name).parts.values()) > 0.0:
            raise ValueError(f"{name}.parts")
    whole: Weights = replace(found, version=version)
    return whole


def _numbers(item: Any, prefix: str) -> Iterator[tuple[str, float]]:
    if is_dataclass(item):
        pairs: Any = [(field.name, getattr(item, field.name)) for field in fields(item)]
    else:
        pairs = item.items()
    for name, value in pairs:
        if isinstance(value, bool):
            continue
        if isinstance(value, (int, float)):
            yield f"{prefix}{name}", float(value)
        elif is_dataclass(value) or isinstance(value, Mapping):
            yield from _numbers(value, f"{prefix}{name}.")


def _with(item: Any, path: list[str], value: float) -> Any:
    name, rest = path[0], path[1:]
    old = item[name] if isinstance(item, Mapping) else getattr(item, name)
    new = _with(old, rest, value) if rest else (type(old)(value) if isinstance(old, int) else value)
    if isinstance(item, Mapping):
        return MappingProxyType({**item, name: new})
    return replace(item, **{name: new})
