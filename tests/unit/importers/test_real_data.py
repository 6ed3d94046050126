"""The importers on the evaluation data of ``ENISHI_DATA``, which is not part of the project."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from service.importers.awards import AwardsImporter
from service.importers.base import Importer, Outcome, Rejected, Row, Skipped
from service.importers.ocds import OcdsImporter
from tests.unit.importers.folding import fold

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("ENISHI_DATA") or ROOT.parent / "shared" / "data")

pytestmark = pytest.mark.data


def outcomes(importer: Importer, name: str) -> list[Outcome]:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the evaluation data is not there: {path} (set ENISHI_DATA)")
    importer.check([path])
    return list(importer.read([path], lambda _: None))


def test_all_awards_are_read() -> None:
    found = outcomes(AwardsImporter(), "jp_local_awards/awards.csv.gz")
    assert Counter(type(outcome) for outcome in found) == {Row: 29_120, Skipped: 468, Rejected: 4}
    assert {outcome.reason for outcome in found if isinstance(outcome, Skipped)} == {"no_winner"}
    # Two numbers that the portals themselves publish with a wrong check digit.
    rejected = [outcome for outcome in found if isinstance(outcome, Rejected)]
    assert {outcome.params["value"] for outcome in rejected} == {"0080102021785", "1080101005607"}

    graph = fold(found)
    labels = Counter(id_.split("-")[0] for id_ in graph if "." not in id_)
    assert labels["deal"] == 29_120, "no two rows are one deal"
    units = {link.split(".")[2] for link in graph if link.startswith("at.")}
    assert len(units) == 562, "one node for each organisation and department that awarded anything"
    assert all(node.get("name") for id_, node in graph.items() if "." not in id_), "nothing is nameless"
    random.Random(7).shuffle(found)
    assert fold(found) == graph


def test_all_releases_are_read() -> None:
    found = outcomes(OcdsImporter(), "uk_ocds/releases.jsonl")
    assert Counter(type(outcome) for outcome in found) == {Row: 228}
    graph = fold(found)
    deals = [node for id_, node in graph.items() if id_.startswith("deal-") and "." not in id_]
    assert len(deals) == 218, "ten processes have two releases"
    assert all(deal["opened_on"] <= deal.get("closed_on", deal["opened_on"]) for deal in deals)
    assert all(node.get("name") for id_, node in graph.items() if "." not in id_), "nothing is nameless"
    random.Random(7).shuffle(found)
    assert fold(found) == graph
