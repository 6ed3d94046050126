"""The reference pages are what the code says; every link between pages leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cypher.catalogue import queries
from graph_models.registry import NODES, RELATIONSHIPS
from scripts.reference import FOLDER, outdated, pages
from scripts.reference.api import openapi

ROOT = Path(__file__).parents[2]


def test_the_pages_are_current() -> None:
    assert outdated() == [], "run `make docs`"


def test_every_part_is_on_its_page() -> None:
    made = pages()
    for label in NODES:
        assert f"### {label} (" in made["model.md"]
    for type_ in RELATIONSHIPS:
        assert f"| `{type_}` |" in made["model.md"]
    for name in queries():
        assert f"| `{name}` |" in made["queries.md"]
    for path in openapi()["paths"]:
        assert f" {path}\n" in made["api.md"]


def test_every_operation_and_parameter_is_described() -> None:
    for path, operations in openapi()["paths"].items():
        for method, operation in operations.items():
            if method != "parameters":
                assert operation.get("summary"), f"{method} {path}"


def written() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("page", written(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"(?s)```.*?```", "", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        if page.name != "README.md":
            assert f"({page.relative_to(ROOT / 'docs')})" in index, page.name
    assert FOLDER.is_dir()
