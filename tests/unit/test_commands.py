"""The command line knows its commands before it imports them."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from service.cli import enishi


def test_the_start_brings_no_large_library_along() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, service.cli; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert "click" in told
    assert {"neo4j", "flask", "networkx", "numpy"}.isdisjoint(told)


@pytest.mark.parametrize("path", [(), ("ask",)], ids=["enishi", "ask"])
def test_every_command_goes_by_the_name_it_is_listed_under(path: tuple[str, ...]) -> None:
    group: click.Command | None = enishi
    context = click.Context(enishi)
    for name in path:
        assert isinstance(group, click.Group)
        group = group.get_command(context, name)
    assert isinstance(group, click.Group)
    names = group.list_commands(context)
    assert len(names) > 5
    for name in names:
        command = group.get_command(context, name)
        assert command is not None
        assert command.name == name
    assert group.get_command(context, "nothing") is None
