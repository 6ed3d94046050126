"""The small Cypher shell of ``enishi db shell``."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any

import click
from rich.table import Table

from service.cli.console import err, out
from service.database import Database
from service.errors import DatabaseError
from service.language import Language, say

SHOWN_ROWS = 200
_QUIT = (":quit", ":exit", ":q")
# What a semicolon does not end a statement in: strings, quoted names and comments. The alternatives with no
# closing sign match to the end of the text: the statement is not finished.
_SKIPPED = re.compile(
    r"""'(?:[^'\\]|\\.)*(?:'|\Z) | "(?:[^"\\]|\\.)*(?:"|\Z) | `[^`]*(?:`|\Z)
      | //[^\n]* | /\*.*?(?:\*/|\Z) | (?P<end>;)""",
    re.VERBOSE | re.DOTALL,
)


def split_statements(text: str) -> tuple[list[str], str]:
    """Return the statements that a semicolon ends, and what is left after the last.

    >>> split_statements("RETURN ';' AS a; RETURN 2")
    (["RETURN ';' AS a"], 'RETURN 2')
    """
    statements = []
    begin = 0
    for found in _SKIPPED.finditer(text):
        if found["end"]:
            statements.append(text[begin : found.start()].strip())
            begin = found.end()
    return [statement for statement in statements if statement], text[begin:].strip()


class Shell:
    """Runs statements and prints their rows.

    Parameters
    ----------
    write
        Whether statements may change data; otherwise Neo4j itself refuses them.
    as_json
        Print one JSON object a line for each statement: ``{"statement", "rows"}``, or ``error`` for rows.
    """

    def __init__(self, database: Database, lang: Language, *, write: bool, as_json: bool) -> None:
        self._database = database
        self._lang = lang
        self._write = write
        self._as_json = as_json
        self.failed = False

    def talk(self) -> None:
        """Read statements from the keyboard until ``:quit`` or the end of input."""
        with contextlib.suppress(ImportError):  # arrow keys and history, where the platform has them
            import readline  # noqa: F401
        mode = say("embedded.shell_writing" if self._write else "embedded.shell_read_only", self._lang)
        err.print(
            say("embedded.shell_welcome", self._lang, uri=self._database.address.uri, mode=mode),
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
        pending = ""
        while True:
            try:
                line = input("cypher> " if not pending else "   ...> ")
            except EOFError:
                return
            except KeyboardInterrupt:
                pending = ""
                click.echo()
                continue
            if not pending and line.strip() in _QUIT:
                return
            statements, pending = split_statements(f"{pending}\n{line}")
            for statement in statements:
                self.run(statement)

    def run_all(self, text: str) -> None:
        """Run all statements of the text, the last one with or without a semicolon; stop at a failure."""
        statements, rest = split_statements(text)
        for statement in [*statements, rest]:
            if statement and not self.failed:
                self.run(statement)

    def run(self, statement: str) -> None:
        """Run one statement and print its rows, or why there are none."""
        try:
            rows = self._database.run_statement(statement, write=self._write)
        except DatabaseError as error:
            self.failed = True
            # What is wrong with the statement is said only by Neo4j, in English.
            reason = str(getattr(error.__cause__, "message", None) or error.message(self._lang))
            if self._as_json:
                click.echo(json.dumps({"statement": statement, "error": reason}, ensure_ascii=False))
            else:
                told = say("embedded.shell_refused", self._lang, reason=reason)
                err.print(told, markup=False, highlight=False, soft_wrap=True)
            return
        if self._as_json:
            click.echo(json.dumps({"statement": statement, "rows": rows}, ensure_ascii=False, default=str))
        else:
            self._print_table(rows)

    def _print_table(self, rows: list[dict[str, Any]]) -> None:
        if rows:
            table = Table(*rows[0])
            for row in rows[:SHOWN_ROWS]:
                table.add_row(*map(_cell, row.values()))
            out.print(table, markup=False)
        key = "embedded.shell_more" if len(rows) > SHOWN_ROWS else "embedded.shell_rows"
        err.print(say(key, self._lang, number=len(rows), shown=SHOWN_ROWS), style="dim")


def _cell(value: Any) -> str:
    if isinstance(value, (dict, list, bool)) or value is None:
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
