"""``enishi demo``: the demonstration company."""

from __future__ import annotations

import click

from service.cli.console import json_option
from service.cli.imports import import_command
from service.operations.demonstration import demonstration_folder


@click.group("demo")
def demo() -> None:
    """The demonstration company: a maker of analysis instruments and its customers."""


@demo.command("load")
@json_option
@click.pass_context
def load(context: click.Context, as_json: bool) -> None:
    """Load the demonstration data; loading them again changes nothing."""
    context.invoke(
        import_command,
        source="demo",
        files=(demonstration_folder(),),
        dry_run=False,
        rejects=None,
        as_json=as_json,
    )
