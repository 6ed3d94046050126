"""Where the files of the demonstration company are: in the wheel, or in a checkout."""

from __future__ import annotations

from pathlib import Path

from service.errors import InputFileError


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
