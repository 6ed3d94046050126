"""Whom everybody turned to, read page by page from the real graph."""

from __future__ import annotations

import math

import pytest

from service.database import Database
from service.store import whole_network as store
from tests.integration.people_graph import BUYER, CHIEF, EXPERT, LEFT, moment, put, small_account


@pytest.mark.parametrize("page", [1, 2, 5000])
def test_mail_goes_one_way_and_meetings_both(
    database: Database, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(database, small_account())
    monkeypatch.setattr(store, "PAGE", page)
    found = store.whole_network(database, moment(), horizon_days=1000.0)
    place = {id_: number for number, id_ in enumerate(found.ids)}
    assert len(place) == len(found.ids) == 5

    def times(one: str, other: str) -> float:
        return float(found.counts[place[one], place[other]])

    # A meeting of expert and chief, a mail from the buyer to the expert; mail to us alone is none.
    assert (times(EXPERT.id, CHIEF.id), times(CHIEF.id, EXPERT.id)) == (1.0, 1.0)
    assert (times(BUYER.id, EXPERT.id), times(EXPERT.id, BUYER.id)) == (1.0, 0.0)
    assert found.counts.sum() == 3.0
    assert found.authority[place[CHIEF.id]] > found.authority[place[EXPERT.id]]
    # A title of a job that ended tells nothing.
    assert math.isnan(found.authority[place[LEFT.id]])
    early = store.whole_network(database, moment(), horizon_days=5.0)
    assert early.counts.sum() == 0.0
