"""Records that are deleted while a query reads them are not told as empty ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from cypher.catalogue import queries
from service.database import Database, Rows, has_vanished
from service.store.import_runs import import_runs, save_import_run


def test_what_a_query_says_is_there_is_not_empty() -> None:
    query = queries()["resolution/queue"]
    assert query.columns == {"pair": "map", "rank": "float"}
    assert not has_vanished(query, [{"pair": {"id": "pair-1"}, "rank": 0.0}])
    assert has_vanished(query, [{"pair": {"id": "pair-1"}, "rank": 0.0}, {"pair": {}, "rank": 0.0}])
    assert has_vanished(query, [{"pair": {"id": "pair-1"}, "rank": None}])
    told = queries()["runs/wish"]
    assert told.columns == {"wish": "str | null"}
    assert not has_vanished(told, [{"wish": None}])


@pytest.mark.parametrize("times", [1, 2])
def test_a_read_under_whose_hands_something_went_is_repeated(
    database: Database, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    for id_ in ("run-1", "run-2"):
        save_import_run(database, id_, {"state": "done", "started_at": datetime.now(UTC)})
    tried: list[Rows] = []
    real = Database._tried

    def tried_by(self: Database, work: Callable[[], Rows]) -> Any:
        rows = real(self, work)
        if len(tried) == times:
            return rows
        tried.append(rows)
        # As the database answers when run-2 goes after its row was found and before it was read.
        return [{"run": {} if row["run"]["id"] == "run-2" else row["run"]} for row in rows]

    with monkeypatch.context() as patch:
        patch.setattr(Database, "_tried", tried_by)
        found = import_runs(database, 10)
    assert [run["id"] for run in found] == [row["run"]["id"] for row in tried[0]]
    assert len(tried) == times
