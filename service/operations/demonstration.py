"""Where the files of the demonstration company are: in the wheel, or in a checkout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from service.database import Database
from service.errors import InputFileError
from service.operations.imports import Step, run_import
from service.settings import Settings
from service.store.overview import totals


def demonstration_folder() -> Path:
    """Return the folder of the demonstration files.

    Raises
    ------
    InputFileError
        When they are in neither place.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "demo_data", package.parent / "sample_data" / "demo"):
        if folder.is_dir():
            return folder
    raise InputFileError("errors.file_missing", file="sample_data/demo")


def load_when_empty(database: Database, settings: Settings, progress: Callable[[Step], None]) -> bool:
    """Load the demonstration data into an empty graph; return whether that was done."""
    if totals(database):
        return False
    run_import(
        database,
        "demo",
        [demonstration_folder()],
        rejects=settings.home / "rejects" / "demo.rejects.csv",
        lang=settings.language,
        progress=progress,
    )
    return True
