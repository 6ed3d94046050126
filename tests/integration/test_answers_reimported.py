"""The same records in another order give the same answers."""

from __future__ import annotations

import csv
import gzip
import random
from pathlib import Path

import pytest

from service.database import Database
from service.operations.demonstration import demonstration_folder
from service.operations.imports import run_import
from tests.integration.answer_cases import CASES, case
from tests.integration.asking import as_text, now

MOMENT = now()


def shuffled(into: Path, seed: int) -> Path:
    """Return a folder with the demonstration files, the rows of each in another order."""
    dice = random.Random(seed)
    for file in sorted(demonstration_folder().glob("*.csv*")):
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8-sig", newline="") as source:
            header, *rows = csv.reader(source)
        dice.shuffle(rows)
        with (into / file.name.removesuffix(".gz")).open("w", encoding="utf-8", newline="") as sink:
            csv.writer(sink).writerows([header, *rows])
    return into


@pytest.mark.soak
def test_the_order_of_import_does_not_matter(demo: Database, database: Database, tmp_path: Path) -> None:
    folder = shuffled(tmp_path, seed=11)
    report = run_import(database, "demo", [folder], rejects=tmp_path / "rejects.csv", lang="ja")
    assert report.rejected == 0
    for name in CASES:
        there, here = (case(graph, name).ask(graph, MOMENT, limit=20) for graph in (demo, database))
        assert as_text(here) == as_text(there), name
