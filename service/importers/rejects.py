"""Writes rejected rows to a file that can be mended and fed again.

Rows with columns become a CSV with the source's own columns and, after them, columns whose names begin with
``_``, which importers pass over. Formula prefixes are left as they are: this file is input again, and
changing a cell would change the data. Rows without columns (JSON) become lines, each under a comment line
that begins with ``#``, which the importers pass over too.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

from service.importers.base import Rejected
from service.language import Language, say

NOTES = ("_file", "_row", "_column", "_reason", "_line")
"""Columns about the rejection; ``_line`` holds the line where it could not be split into columns."""


class RejectsFile:
    """Collects rejected rows; the file appears when all are written, and only if there are any.

    Parameters
    ----------
    path
        Where the file goes. An older one there is replaced.
    columns
        Columns of the source, empty where the format has none.
    lang
        Language of the reasons.
    """

    def __init__(self, path: Path, columns: Sequence[str], lang: Language) -> None:
        self.path = path
        self._columns = tuple(columns)
        self._lang = lang
        self._file: IO[str] | None = None
        self._rows: csv.DictWriter[str] | None = None

    def __enter__(self) -> RejectsFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is None:
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        # Also when the import broke off: what was rejected until then is worth having.
        Path(self._file.name).replace(self.path)

    def write(self, rejected: Rejected) -> None:
        """Add a row."""
        file = self._file or self._open()
        reason = say(rejected.key, self._lang, **{"column": rejected.column, **rejected.params})
        if self._rows is None:
            file.write(f"# {rejected.file.name}:{rejected.number} {rejected.column}: {reason}\n")
            # A card has many lines and stays as it is.
            is_card = isinstance(rejected.raw, str) and "BEGIN:VCARD" in rejected.raw[:40].upper()
            file.write(f"{str(rejected.raw).rstrip() if is_card else _one_line(rejected.raw)}\n")
            return
        notes = (rejected.file.name, str(rejected.number), rejected.column, reason, "")
        row = dict(zip(NOTES, notes, strict=True))
        if isinstance(rejected.raw, Mapping):
            row |= {column: rejected.raw.get(column, "") for column in self._columns}
            row["_line"] = rejected.raw.get("_line", "")
        else:
            row["_line"] = rejected.raw
        self._rows.writerow(row)

    def _open(self) -> IO[str]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = tempfile.NamedTemporaryFile(  # noqa: SIM115 -- closed in __exit__, then moved to its name
            "w",
            encoding="utf-8-sig" if self._columns else "utf-8",
            errors="replace",
            newline="",
            dir=self.path.parent,
            prefix=f".{self.path.name}.",
            delete=False,
        )
        self._file = file
        if self._columns:
            self._rows = csv.DictWriter(file, (*self._columns, *NOTES), lineterminator="\r\n")
            self._rows.writeheader()
        return file


def _one_line(raw: Mapping[str, str] | str) -> str:
    text = raw if isinstance(raw, str) else ",".join(raw.values())
    return " ".join(text.splitlines())
