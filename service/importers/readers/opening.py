"""Finds out what a file is, by its content and not by its name, and opens it as tables."""

from __future__ import annotations

from pathlib import Path

from service.errors import InputFileError
from service.importers.files import inspect
from service.importers.readers.cards import cards_table
from service.importers.readers.delimited import delimited_table
from service.importers.readers.json_lines import json_table
from service.importers.readers.table import Table
from service.importers.readers.workbook import workbook_tables

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SCANNED = 64 << 20


def open_tables(path: Path) -> list[Table]:
    """Return the tables of a file: one, or one for each sheet of a workbook.

    Raises
    ------
    InputFileError
        When it is missing, a folder, empty, damaged, locked, of a type nothing here reads, or too large.
    """
    if path.is_dir():
        raise InputFileError("importing.is_a_folder", file=path.name)
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise InputFileError("errors.file_missing", file=path.name) from error
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return workbook_tables(path)
    if head == _OLE:
        is_locked = _contains(path, _ENCRYPTED)
        raise InputFileError("importing.password" if is_locked else "importing.old_excel", file=path.name)
    file = inspect(path, "table")
    with file.open() as text:
        start = text.read(4096).lstrip("\ufeff \t\r\n")
    while start.startswith("#"):
        # A file of rejected rows has notes between them.
        start = start.partition("\n")[2].lstrip()
    if start[:40].upper().replace(" ", "").startswith("BEGIN:VCARD"):
        return [cards_table(file)]
    return [json_table(file) if start.startswith("{") else delimited_table(file)]


def _contains(path: Path, wanted: bytes) -> bool:
    """Return whether the bytes stand in the file; memory stays flat."""
    done, tail = 0, b""
    with path.open("rb") as stream:
        while (chunk := stream.read(1 << 20)) and done < _SCANNED:
            if wanted in tail + chunk:
                return True
            done, tail = done + len(chunk), chunk[-len(wanted) :]
    return False
