"""Reads JSON items one by one: one a line, or the elements of the array in a package, of any size.

A package is cut into its elements as text, so that memory stays flat and one bad element spoils no other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.errors import InputFileError
from service.importers.base import BadCell
from service.importers.files import OpenText

CHUNK = 1 << 16
MAX_ITEM = 16 << 20
"""Characters of one item."""

_OUTSIDE = re.compile(r'["{}\[\]]')
_INSIDE = re.compile(r'["\\]')
_BETWEEN = " \t\r\n,"
_MAX_KEY = 100


@dataclass(frozen=True, slots=True)
class JsonItem:
    """The text of one item and the line it starts on; ``is_too_long``: only its beginning is kept."""

    number: int
    raw: str
    is_too_long: bool = False


def parse_object(item: JsonItem) -> dict[str, Any]:
    """Return the object. White space inside names of fields, which some files have, is taken out.

    Raises
    ------
    BadCell
        When it is not valid JSON, or something else than an object.
    """
    if item.is_too_long:
        raise BadCell("", "importing.row_too_long")
    try:
        value = json.loads(item.raw, object_pairs_hook=_object, parse_constant=_refuse)
    except RecursionError as error:
        raise BadCell("", "importing.not_json_line", problem="nesting") from error
    except ValueError as error:
        raise BadCell("", "importing.not_json_line", problem=str(error)) from error
    if not isinstance(value, dict):
        raise BadCell("", "importing.not_an_object")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {"".join(name.split()): value for name, value in pairs}


def _refuse(name: str) -> None:
    raise ValueError(name)


def lines_of(text: OpenText) -> Iterator[JsonItem]:
    """Yield one item a line; blank lines and comment lines (``#``) are passed over."""
    number = 0
    while line := text.readline(MAX_ITEM):
        number += 1
        is_too_long = len(line) >= MAX_ITEM and not line.endswith("\n")
        if is_too_long:
            while (rest := text.readline(MAX_ITEM)) and not rest.endswith("\n"):
                pass
            line = line[:1000]
        if (raw := line.strip()) and not raw.startswith("#"):
            yield JsonItem(number, raw, is_too_long)


def is_line_format(text: OpenText, path: Path, keys: frozenset[str]) -> bool:
    """Return whether the file has one item a line rather than one package."""
    lines = lines_of(text)
    first = next(lines, None)
    if first is None:
        raise InputFileError("importing.empty_file", file=path.name)
    try:
        value = json.loads(first.raw)
    except (ValueError, RecursionError):
        name = path.name.removesuffix(".gz")
        if name.endswith((".jsonl", ".ndjson")):
            return True
        second = next(lines, None)
        return second is not None and first.raw[:1] == second.raw[:1] == "{" and len(first.raw) > 1
    return not isinstance(value, list) and not (isinstance(value, dict) and keys & value.keys())


def elements_of(text: OpenText, path: Path, keys: frozenset[str]) -> Iterator[JsonItem]:
    """Yield the elements of the array that is the file, or that stands under one of the keys.

    Raises
    ------
    InputFileError
        At the end, when there was no such array.
    """
    cutter = _Cutter(keys)
    while chunk := text.read(CHUNK):
        yield from cutter.feed(chunk)
    yield from cutter.rest()
    if not cutter.found:
        raise InputFileError("importing.not_ocds", file=path.name)


class _Cutter:
    """Follows strings and brackets through the text and cuts the array into elements."""

    def __init__(self, keys: frozenset[str]) -> None:
        self._keys = keys
        self._depth = 0
        self._in_string = self._escaped = False
        self._string = ""
        self._list_depth: int | None = None
        self._pieces: list[str] = []
        self._kept = 0
        self._line = 1
        self._started = 1
        self.found = False

    def feed(self, chunk: str) -> Iterator[JsonItem]:
        """Yield the elements that end in this chunk."""
        at = 0
        while at < len(chunk):
            if self._escaped:
                self._escaped = False
                self._take(chunk[at : at + 1])
                at += 1
                continue
            found = (_INSIDE if self._in_string else _OUTSIDE).search(chunk, at)
            end = found.start() if found else len(chunk)
            self._take(chunk[at:end])
            at = end
            if found:
                yield from self._mark(found[0])
                at += 1

    def rest(self) -> Iterator[JsonItem]:
        """Yield what is left when the file breaks off inside the array."""
        if self._list_depth is not None:
            yield from self._cut()

    def _take(self, text: str) -> None:
        if self._in_string and len(self._string) < _MAX_KEY:
            self._string += text[:_MAX_KEY]
        if self._list_depth is not None:
            if not self._pieces:
                bare = text.lstrip(_BETWEEN)
                self._line += text.count("\n", 0, len(text) - len(bare))
                self._started = self._line
                text = bare
            if text:
                self._kept += len(text)
                if self._kept <= MAX_ITEM:
                    self._pieces.append(text)
        self._line += text.count("\n")

    def _mark(self, mark: str) -> Iterator[JsonItem]:
        if self._in_string:
            self._take(mark)
            self._escaped = mark == "\\"
            self._in_string = mark != '"'
            return
        if mark == '"':
            self._take(mark)
            self._in_string, self._string = True, ""
        elif mark in "{[":
            yield from self._open(mark)
        else:
            yield from self._close(mark)

    def _open(self, mark: str) -> Iterator[JsonItem]:
        if self._list_depth is None:
            is_ours = self._depth == 0 or (self._depth == 1 and self._string.rstrip('"') in self._keys)
            if mark == "[" and is_ours:
                self._list_depth = self._depth
                self.found = True
        elif self._depth == self._list_depth + 1:
            yield from self._cut()
            self._take(mark)
        else:
            self._take(mark)
        self._depth += 1

    def _close(self, mark: str) -> Iterator[JsonItem]:
        self._depth -= 1
        if self._list_depth is None:
            return
        if self._depth == self._list_depth:
            yield from self._cut()
            self._list_depth = None
            self._string = ""
            return
        self._take(mark)
        if self._depth == self._list_depth + 1:
            yield from self._cut()

    def _cut(self) -> Iterator[JsonItem]:
        raw = "".join(self._pieces).strip(_BETWEEN)
        is_too_long = self._kept > MAX_ITEM
        self._pieces.clear()
        self._kept = 0
        if raw:
            yield JsonItem(self._started, raw[:1000] if is_too_long else raw, is_too_long)
