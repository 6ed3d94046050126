"""Reads whom every contact turned to, page by page, into a sparse matrix."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from graph_models.records import Moment
from service.analysis.titles import read_title
from service.database import Database

PAGE = 5000


@dataclass(frozen=True, slots=True)
class WholeNetwork:
    """Ids in order, how often each turned to each, and authority by title (not a number: unknown)."""

    ids: list[str]
    counts: csr_array
    authority: NDArray[np.float64]


def whole_network(database: Database, moment: Moment, *, horizon_days: float) -> WholeNetwork:
    """Return the network of all contacts; memory grows with people and pairs, not with activities."""
    number: dict[str, int] = {}
    rows, columns, counts = array("i"), array("i"), array("i")
    titles: dict[str, float] = {}
    authority: dict[int, float] = {}
    after = ""
    while True:
        page = database.read(
            "people/turned_to",
            after=after,
            limit=PAGE,
            since=moment.until - timedelta(days=horizon_days),
            **moment.parameters(),
        )
        for row in page:
            own = number.setdefault(row["id"], len(number))
            for other, times in zip(row["others"], row["numbers"], strict=True):
                rows.append(own)
                columns.append(number.setdefault(other, len(number)))
                counts.append(times)
            known = [_authority(title, titles) for title in row["titles"]]
            if known and (best := max(known)) >= 0.0:
                authority[own] = best
        if len(page) < PAGE:
            break
        after = page[-1]["id"]
    size = len(number)
    by_title = np.full(size, np.nan)
    by_title[list(authority)] = list(authority.values())
    ties = (np.frombuffer(rows, dtype=np.intc), np.frombuffer(columns, dtype=np.intc))
    values = np.frombuffer(counts, dtype=np.intc).astype(float)
    matrix = coo_array((values, ties), shape=(size, size)).tocsr()
    return WholeNetwork(list(number), matrix, by_title)


def _authority(title: str, known: dict[str, float]) -> float:
    """Return the authority of a title, below zero where it is not understood; titles repeat."""
    if title not in known:
        reading = read_title(title)
        known[title] = -1.0 if reading is None else reading.authority
    return known[title]
