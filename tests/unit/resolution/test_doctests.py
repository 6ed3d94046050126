"""The examples in the docstrings of the resolution modules are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import service.resolution


@pytest.mark.parametrize(
    "name", [module.name for module in pkgutil.iter_modules(service.resolution.__path__)]
)
def test_examples(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(f"service.resolution.{name}"))
    assert failed == 0
