"""Writes the pages of ``docs/reference`` from the code: settings, commands, API, model and queries.

``python -m scripts.reference`` writes them, ``--check`` says which are not current and writes nothing.
"""

from __future__ import annotations

from pathlib import Path

from scripts.reference import api, cli, model, queries, settings

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
NOTE = "<!-- Made from the code by scripts/reference (`make docs`): change it there. -->"
PAGES = {
    "settings.md": settings.page,
    "cli.md": cli.page,
    "api.md": api.page,
    "model.md": model.page,
    "queries.md": queries.page,
}


def pages() -> dict[str, str]:
    """Return every page by file name."""
    return {name: f"{NOTE}\n\n{page()}" for name, page in PAGES.items()}


def outdated() -> list[str]:
    """Return the names of the pages that are not what the code says."""
    made = pages()
    on_disk = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in made.keys() | on_disk.keys() if made.get(name) != on_disk.get(name))


def write() -> None:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
