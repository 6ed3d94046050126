"""The page of commands, from the commands themselves."""

from __future__ import annotations

import inspect
import sys
from typing import Any

import click

from scripts.reference.markdown import code, table
from service.cli import enishi


def page() -> str:
    """Return the page of commands."""
    codes = inspect.getdoc(sys.modules[enishi.callback.__module__]) or ""
    exits = " ".join(codes.split("Exit codes:", 1)[1].split())
    parts = [f"# Commands\n\nExit codes: {exits}"]
    parts += _commands(enishi, ["enishi"])
    return "\n\n".join(parts) + "\n"


def _commands(command: click.Command, path: list[str]) -> list[str]:
    if isinstance(command, click.Group):
        found = [f"## {' '.join(path)}\n\n{_help(command)}"]
        group = click.Context(command)
        for name in command.list_commands(group):
            if (inner := command.get_command(group, name)) is not None:
                found += _commands(inner, [*path, name])
        return found
    context = click.Context(command, info_name=path[-1])
    usage = " ".join([*path, *command.collect_usage_pieces(context)])
    options = [
        (
            ", ".join(code(word) for word in (*option.opts, *option.secondary_opts)),
            "" if option.is_flag else code(_kind(option.type)),
            _default(option),
            option.help or "",
        )
        for option in command.params
        if isinstance(option, click.Option)
    ]
    text = f"### {' '.join(path)}\n\n```\n{usage}\n```\n\n{_help(command)}"
    if options:
        text += "\n\n" + table(("Option", "Value", "Default", "Meaning"), options)
    return [text]


def _help(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "")


def _kind(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, click.Choice):
        return " / ".join(str(choice) for choice in kind.choices)
    if isinstance(kind, click.IntRange):
        return f"{kind.min}-{kind.max}"
    return kind.name


def _default(option: click.Option) -> str:
    shown = option.show_default and isinstance(option.default, (int, str, float))
    return code(option.default) if shown else ""
