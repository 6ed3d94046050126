"""Figures of quality, and what to mend first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_models.registry import NODE_PROPERTY
from service.analysis.quality import (
    WRONG,
    Contradiction,
    Record,
    figures,
    grouped,
    importance,
    to_mend,
    weights,
)

RELATIONS = {"market", "region", "company", "job", "owner"}


def record(id_: str = "company-a", **facts: object) -> Record:
    known = {"has": frozenset(weights()["Company"]), "sources": ("a",), "accounts": (id_,), "owners": ()}
    return Record(id_, "Company", "x", None, **{**known, "silent_days": 3, **facts})  # type: ignore[arg-type]


def test_the_data_file_asks_for_what_there_is() -> None:
    for label, wanted in weights().items():
        assert set(wanted) <= set(NODE_PROPERTY[label]) | RELATIONS


def test_completeness_is_the_share_of_the_weight() -> None:
    assert record().completeness == 1
    assert record().missing == ()
    poor = record(has=frozenset({"name"}))
    assert poor.completeness == pytest.approx(3 / 14)
    assert poor.missing[:2] == ("corporate_number", "market")


def test_figures_and_groups() -> None:
    torn = record("company-b", contradictions=(Contradiction("country", (("a", "JP"), ("b", "US"))),))
    double = record("company-c", duplicates=("company-d",), sources=("a", "b"), silent_days=800)
    found = figures([record(), torn, double])
    assert (found.records, found.duplicates, found.contradictions, found.stale) == (3, 1, 1, 1)
    assert found.score == pytest.approx(1 - 2 / 3 / 2)
    assert {key: len(some) for key, some in grouped([torn, double], "source").items()} == {"a": 2, "b": 1}
    assert set(grouped([torn], "owner")) == {""}
    assert figures([]).score == 0


def test_of_equal_faults_those_of_the_important_account_come_first() -> None:
    some = [
        record("company-a", duplicates=("x",)),
        record("company-b", duplicates=("x",)),
        record("company-c"),
    ]
    found = to_mend(some, {"company-b": 0.9}, 10)
    assert [one.record.id for one in found] == ["company-b", "company-a"]
    assert found[0].score == pytest.approx(0.9 * found[0].wrong)
    assert found[0].parts[2].evidence_ids == ("x",)


def test_importance_grows_with_deals_and_orders() -> None:
    assert importance(0, 0, 0) == 0.1
    assert importance(1, 1, 0) > importance(1, 0, 0) > importance(0, 0, 0)
    assert importance(10**6, 0, 0) < 1


@given(
    st.frozensets(st.sampled_from(sorted(weights()["Company"]))),
    st.integers(0, 4),
    st.integers(0, 4),
    st.none() | st.integers(0, 4000),
)
def test_parts_add_up_to_what_is_wrong(
    has: frozenset[str], doubles: int, torn: int, days: int | None
) -> None:
    one = record(
        has=has,
        duplicates=tuple(map(str, range(doubles))),
        contradictions=tuple(Contradiction(str(n), ()) for n in range(torn)),
        silent_days=days,
    )
    found = to_mend([one], {}, 1)
    faulty = any(one.has_problem(problem) for problem in WRONG)
    assert bool(found) == faulty
    if found:
        told = sum(part.contribution or 0 for part in found[0].parts)
        assert told == pytest.approx(found[0].wrong)
        assert 0 < found[0].wrong <= 1
