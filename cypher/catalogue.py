"""Loads every query once and holds its header to its text.

A query file says what it is for, its parameters and its columns::

    // Direct owners of a company, largest share first.
    // params: company_id: str
    // returns: owner_id: str, share: float | null

A header that does not fit the query is an error at start-up that names file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

Access = Literal["read", "write"]

_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")
_NAME = re.compile(r"[A-Za-z_]\w*$")
_QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`")


class CatalogueError(Exception):
    """A query file breaks its contract; a fault of the program, found at start-up."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query: ``name`` is ``topic/file``, ``parameters`` and ``columns`` map names to their types."""

    name: str
    access: Access
    meaning: str
    parameters: dict[str, str]
    columns: dict[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema: several statements, each run in a transaction of its own."""

    version: int
    name: str
    statements: tuple[str, ...]


def parse(name: str, access: Access, text: str) -> Query:
    """Read one query file.

    Raises
    ------
    CatalogueError
        When the header lacks a line, declares a name twice, or its parameters are not those used.
    """
    header: dict[str, tuple[int, str]] = {}
    meaning: list[str] = []
    body_from = 0
    key = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("//"):
            body_from = number
            break
        content = line.removeprefix("//").strip()
        field, _, rest = content.partition(":")
        if field in ("params", "returns"):
            key = field
            header[key] = (number, rest.strip())
        elif key:
            # A long list of columns goes on in the next comment line.
            header[key] = (header[key][0], f"{header[key][1]} {content}")
        else:
            meaning.append(content)
    if not meaning or header.keys() != {"params", "returns"}:
        raise CatalogueError(f"{access}/{name}.cypher:1: the header needs a sentence, params and returns")
    parameters = _declared(f"{access}/{name}", *header["params"])
    columns = _declared(f"{access}/{name}", *header["returns"])
    body = "\n".join(text.splitlines()[body_from - 1 :]).strip()
    used = set(_PARAMETER.findall(_QUOTED.sub("", re.sub(r"(?m)^\s*//.*$", "", body))))
    if used != parameters.keys():
        raise CatalogueError(
            f"{access}/{name}.cypher:{header['params'][0]}: declared but unused "
            f"{sorted(parameters.keys() - used)}, used but undeclared {sorted(used - parameters.keys())}"
        )
    return Query(name, access, " ".join(meaning), parameters, columns, body)


def _declared(place: str, line: int, text: str) -> dict[str, str]:
    declared: dict[str, str] = {}
    for item in _split(text):
        name, colon, kind = (part.strip() for part in item.partition(":"))
        if not colon or not kind or not _NAME.match(name) or name in declared:
            raise CatalogueError(f"{place}.cypher:{line}: cannot read “{item}” as name: type")
        declared[name] = kind
    return declared


def _split(text: str) -> Iterator[str]:
    """Split at commas outside brackets."""
    if text in ("", "none"):
        return
    depth, start = 0, 0
    for index, character in enumerate(text):
        depth += character in "[{(<"
        depth -= character in "]})>"
        if character == "," and depth == 0:
            yield text[start:index].strip()
            start = index + 1
    yield text[start:].strip()


@cache
def queries() -> dict[str, Query]:
    """Return every query by name (``topic/file``), read and write together.

    Raises
    ------
    CatalogueError
        When a file breaks its contract or two files share a name.
    """
    found: dict[str, Query] = {}
    for access in ("read", "write"):
        for topic in _folders(files(__package__) / access):
            for file in sorted(topic.iterdir(), key=lambda item: item.name):
                if file.name.endswith(".cypher"):
                    name = f"{topic.name}/{file.name.removesuffix('.cypher')}"
                    if name in found:
                        raise CatalogueError(f"{access}/{name}.cypher:1: {found[name].access} has it too")
                    found[name] = parse(name, access, file.read_text("utf-8"))
    return found


def _folders(root: Traversable) -> list[Traversable]:
    return sorted((item for item in root.iterdir() if item.is_dir()), key=lambda item: item.name)


@cache
def migrations() -> tuple[Migration, ...]:
    """Return the steps of the schema in order.

    Raises
    ------
    CatalogueError
        When the numbers do not run 1, 2, 3, ...
    """
    found = []
    for file in sorted((files(__package__) / "schema").iterdir(), key=lambda item: item.name):
        if file.name.endswith(".cypher"):
            number, _, name = file.name.removesuffix(".cypher").partition("_")
            text = re.sub(r"(?m)^\s*//.*$", "", file.read_text("utf-8"))
            statements = tuple(part.strip() for part in text.split(";") if part.strip())
            found.append(Migration(int(number), name, statements))
    if [item.version for item in found] != list(range(1, len(found) + 1)):
        raise CatalogueError("schema/: the files must be numbered 0001, 0002, ... without a gap")
    return tuple(found)
