"""Keeps the keys by which records are found that may be one, on the records themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph_models.merging import Properties
from graph_models.properties import MATCH
from service.resolution.match_keys import match_keys


def keys_of(label: str, view: Mapping[str, Any]) -> Properties:
    """Return the keys of a record."""
    return dict(match_keys(label, view))


def changed_keys(label: str, kept: Mapping[str, Any], change: Mapping[str, Any]) -> Properties:
    """Return the keys that change with the properties; those that no longer hold are None.

    Parameters
    ----------
    kept
        The properties of the node as they are kept, its keys among them.
    """
    if not change:
        return {}
    new = keys_of(label, {**kept, **change})
    old = {name: value for name, value in kept.items() if name.startswith(MATCH)}
    changed: Properties = {name: value for name, value in new.items() if old.get(name) != value}
    return changed | {name: None for name in old if name not in new}
