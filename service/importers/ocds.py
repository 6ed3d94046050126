"""OCDS releases: one a line (JSONL), a release package or a record package, plain or gzip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from service.errors import InputFileError
from service.importers.base import NONE_UNMAPPED, BadCell, Outcome, Position, Record, Rejected, Row, Skipped
from service.importers.fields import Object, objects_of
from service.importers.files import OpenText, TextFile, inspect
from service.importers.json_items import JsonItem, elements_of, is_line_format, lines_of, parse_object
from service.importers.ocds_release import release_records

KEYS = frozenset({"releases", "records"})
PROGRESS_ROWS = 100


class OcdsImporter:
    """Reads OCDS releases. Of a record, the compiled release is read, else all releases it embeds."""

    source = "ocds"
    columns: Sequence[str] = ()
    unmapped: Mapping[str, Sequence[str]] = NONE_UNMAPPED

    def __init__(self) -> None:
        self._files: dict[Path, tuple[TextFile, bool]] = {}

    def check(self, paths: Sequence[Path]) -> None:
        """Refuse files that are not of this format.

        Raises
        ------
        InputFileError
            When one is missing, empty, no JSON, damaged, or neither releases nor a package.
        """
        for path in paths:
            file = inspect(path, "json")
            with file.open() as text:
                is_lines = is_line_format(text, path, KEYS)
            if not is_lines:
                with file.open() as text:
                    next(elements_of(text, path, KEYS), None)
            else:
                self._check_lines(file)
            self._files[path] = file, is_lines

    def _check_lines(self, file: TextFile) -> None:
        """Refuse a file whose first line is sound JSON but nothing of OCDS."""
        with file.open() as text:
            item = next(lines_of(text))
        try:
            first = parse_object(item)
        except BadCell:
            return
        if not first.keys() & {"ocid", "tag", "tender", "awards", "buyer", "parties"}:
            raise InputFileError("importing.not_ocds", file=file.path.name)

    def read(self, paths: Sequence[Path], progress: Callable[[Position], None]) -> Iterator[Outcome]:
        """Stream the outcomes of all releases of all files, in order."""
        for path in paths:
            if path not in self._files:
                self.check([path])
            file, is_lines = self._files[path]
            with file.open() as text:
                for count, item in enumerate(_items(text, path, is_lines), start=1):
                    yield from _outcomes(path, item)
                    if count % PROGRESS_ROWS == 0:
                        progress(Position(path, text.done, file.size))
            progress(Position(path, file.size, file.size))


def _items(text: OpenText, path: Path, is_lines: bool) -> Iterator[JsonItem]:
    return lines_of(text) if is_lines else elements_of(text, path, KEYS)


def _outcomes(path: Path, item: JsonItem) -> Iterator[Outcome]:
    try:
        releases = list(_releases(parse_object(item)))
        if not releases:
            yield Skipped(path, item.number, "linked_release")
            return
        records: list[Record] = [record for release in releases for record in release_records(release)]
    except BadCell as error:
        yield Rejected(path, item.number, error.column, error.key, error.params, item.raw)
    else:
        yield Row(path, item.number, tuple(records))


def _releases(value: Object) -> Iterator[dict[str, Any]]:
    """Yield the releases of a release or record; a record may only link to its releases."""
    if "compiledRelease" not in value and "releases" not in value:
        yield value
        return
    compiled = value.get("compiledRelease")
    found = [compiled] if isinstance(compiled, dict) else objects_of(value, "releases")
    for release in found:
        if release.keys() & {"tender", "awards", "buyer", "parties"}:
            yield {"ocid": value.get("ocid"), **release}
