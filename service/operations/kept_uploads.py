"""Uploaded files that wait for the next step of an import, for a day at most."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from pathlib import Path
from typing import IO

from service.errors import UsageError

FOLDER = "inspected"
"""Folder in the data folder."""
KEPT_SECONDS = 24 * 3600
MOST_KEPT = 200
"""Files that wait at a time; the oldest go first."""

_ID = re.compile(r"[0-9a-f]{32}")


def keep_upload(home: Path, name: str, stream: IO[bytes]) -> str:
    """Keep an uploaded file for the next steps; return the id it is called by.

    What is older than a day is deleted at the same time.
    """
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    sweep(home)
    id_ = secrets.token_hex(16)
    place = folder / id_
    place.mkdir(mode=0o700)
    with (place / safe_name(name)).open("wb") as file:
        shutil.copyfileobj(stream, file)
    return id_


def kept_upload(home: Path, id_: str) -> Path:
    """Return the file of an upload.

    Raises
    ------
    UsageError
        When it is not kept any more.
    """
    if _ID.fullmatch(id_):
        place = home / FOLDER / id_
        if found := next(iter(place.iterdir()) if place.is_dir() else iter(()), None):
            return found
    raise UsageError("mapping.upload_gone", field="upload")


def sweep(home: Path) -> None:
    """Delete what has waited for more than a day, and the oldest of too many."""
    folder = home / FOLDER
    if not folder.is_dir():
        return
    places = sorted((place.stat().st_mtime, place) for place in folder.iterdir() if place.is_dir())
    for count, (at, place) in enumerate(reversed(places), start=1):
        if time.time() - at > KEPT_SECONDS or count >= MOST_KEPT:
            shutil.rmtree(place, ignore_errors=True)


def safe_name(name: str) -> str:
    """Return the last part of the name, so that no upload can point outside its folder.

    >>> safe_name("../../etc/名簿.csv"), safe_name("..")
    ('名簿.csv', 'upload')
    """
    last = "".join(character for character in re.split(r"[/\\]", name)[-1] if character.isprintable())
    # The end is kept, since it tells the type; a name may have 255 bytes.
    return last.strip(". ")[-80:] or "upload"
