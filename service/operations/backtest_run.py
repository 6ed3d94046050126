"""What a backtest finds: the graph frozen on a day, everybody's targets ranked, held against what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_models.records import Moment
from service.analysis.accounts import Accounts
from service.analysis.backtesting import (
    GROUPS,
    NEW,
    Hit,
    Listing,
    calibration_told,
    group_told,
    hits,
    segments_told,
)
from service.analysis.list_learning import learn_weights
from service.analysis.place_weights import ExpansionWeights
from service.analysis.weights import WEIGHTS
from service.database import Database
from service.errors import UsageError
from service.operations.backtest_lists import Cut, Table, scores_of
from service.operations.evaluation.baselines import BASELINES
from service.operations.evaluation.report import SEED
from service.operations.weights_in_use import weights_in_use
from service.store.backtest import all_sales

WINDOWS, MOST_WINDOWS, WINDOW_DAYS = 3, 9, 60
"""Weights are learned on so many windows before the cut, one before another, of at most so many days."""
QUESTION = "expansion"
"""Whose weights are learned, as sets of weights name it."""
ENOUGH = 60
"""More windows, up to the most, are looked at while those before hold fewer sales than these."""
SHORTEST = 6
"""A window is no longer than one part in so many of what is known, so that enough is known before it."""
MOST_SELLERS = 100
"""Sellers that take their turn, and that weights are learned from: those with most before the cut."""
LEAST_PAIRS = 20
"""Weights are not learned from fewer sales than these."""
IN_USE, SERVICE, LEARNED = "enishi", "enishi_service", "enishi_learned"
SIZES = ((50, "under_50"), (300, "under_300"), (1000, "under_1000"), (5000, "under_5000"))

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights of the parts from the windows before a cut. ``windows``: with how much each had to tell."""

    weights: ExpansionWeights | None
    pairs: int
    windows: tuple[dict[str, Any], ...]
    before: tuple[Listing, ...]


def backtest_found(
    database: Database,
    *,
    moment: Moment,
    horizon: int,
    seller_id: str | None,
    seed: int = SEED,
    progress: Progress,
) -> tuple[dict[str, Any], ExpansionWeights | None]:
    """Return what was found, and weights that were learned on the time before the cut where there was enough.

    Parameters
    ----------
    moment
        The last day that may be known; of the facts, those recorded by its ``known_at`` count.
    horizon
        Days after it that are told.
    seller_id
        Whose list alone is measured; None: every seller takes its turn as us. Weights are learned from all.

    Raises
    ------
    UsageError
        When nothing was sold in these days at a unit that was known, by a seller known before.
    """
    until = moment.as_of + timedelta(days=horizon)
    later = replace(moment, as_of=until, until=moment.until + timedelta(days=horizon))
    sales = all_sales(database, later)
    cut = Cut(database, sales, moment, until)
    sellers = [seller_id] if seller_id else cut.sellers(MOST_SELLERS)
    if not any(cut.bought.get(seller) for seller in sellers):
        raise UsageError("backtest.nothing_next", field="cut", cut=moment.as_of, until=until)
    used = weights_in_use(database)
    learned = _learn(cut, used.expansion, progress)
    others = {} if used.version == WEIGHTS.version else {SERVICE: WEIGHTS.expansion}
    if learned.weights:
        others[LEARNED] = learned.weights
    after = []
    for number, one in enumerate(cut.ranked(sellers, used.expansion, others)):
        after.append(one.listing)
        progress("ranking", number + 1, len(sellers))
    methods = [IN_USE, *others, *BASELINES]
    ours = LEARNED if learned.weights else IN_USE
    groups = {name: group_told(after, name, methods, ours, list(BASELINES), seed) for name in GROUPS}
    calibration = {name: calibration_told(learned.before, after, NEW, name) for name in methods}
    sold = {seller: cut.bought.get(seller, set()) for seller in sellers}
    found = {
        "task": "backtest",
        "cut": moment.as_of.isoformat(),
        "until": until.isoformat(),
        "horizon": horizon,
        "seller": seller_id,
        "data": {
            "sales_before": len(cut.before),
            "sales_after": len(cut.after),
            "sellers": len(sellers),
            "sellers_left_out": 0 if seller_id else max(0, len(cut.bought) - len(sellers)),
            "units": len(cut.units),
            "units_bought": sum(map(len, sold.values())),
        },
        "seed": seed,
        "ours": ours,
        "methods": [*methods, "random"],
        "groups": {name: group for name, group in groups.items() if group},
        "segments": _segments(cut, hits(after, NEW, methods), methods),
        "calibration": {name: one for name, one in calibration.items() if one},
        "weights": {
            "in_use": used.version,
            "learned_from": learned.pairs,
            "least": LEAST_PAIRS,
            "windows": list(learned.windows),
            "parts": [
                {
                    "name": name,
                    "service": WEIGHTS.expansion.parts[name],
                    "in_use": value,
                    "learned": learned.weights.parts[name] if learned.weights else None,
                }
                for name, value in used.expansion.parts.items()
            ],
        },
    }
    return found, learned.weights


def _learn(cut: Cut, used: ExpansionWeights, progress: Progress) -> Learned:
    """Learn weights on windows that end at the cut: nothing after it is looked at."""
    if not cut.before:
        return Learned(None, 0, (), ())
    known = (cut.moment.as_of - cut.before[0].closed_on).days
    days = max(1, min(WINDOW_DAYS, known // SHORTEST))
    lists: list[tuple[Table, NDArray[np.bool_]]] = []
    windows: list[dict[str, Any]] = []
    latest: list[tuple[Listing, Table]] = []
    for back in range(MOST_WINDOWS):
        if back >= WINDOWS and sum(window["pairs"] for window in windows) >= ENOUGH:
            break
        if days * (back + 1) > known * 2 / 3:
            break
        inner = Cut.earlier(cut, cut.before, days, back)
        sellers = inner.sellers(MOST_SELLERS)
        pairs = 0
        for number, one in enumerate(inner.ranked(sellers, used, {})):
            units = one.listing.chosen(NEW)
            chosen = one.listing.bought[units]
            if back == 0:
                latest.append((one.listing, one.table))
            if chosen.any():
                lists.append((np.nan_to_num(one.table[units]), chosen))
                pairs += int(chosen.sum())
            progress("learning", number + 1, len(sellers))
        window = {"cut": inner.moment.as_of.isoformat(), "until": inner.until.isoformat(), "pairs": pairs}
        windows.append(window)
    total = sum(window["pairs"] for window in windows)
    weights = None
    if total >= LEAST_PAIRS:
        found = learn_weights(lists, len(used.parts))
        weights = _as_weights(dict(zip(used.parts, found.tolist(), strict=True)), used)
    by = {SERVICE: WEIGHTS.expansion, **({LEARNED: weights} if weights else {})}
    before = tuple(
        replace(
            listing,
            scores={**listing.scores, **{name: scores_of(table, one) for name, one in by.items()}},
        )
        for listing, table in latest
    )
    return Learned(weights, total, tuple(windows), before)


def _as_weights(found: dict[str, float], used: ExpansionWeights) -> ExpansionWeights | None:
    """Return learned weights on the scale of those of the service; the unknown counts as zero, as learned."""
    total = sum(found.values())
    if total <= 0.0:
        return None
    scale = sum(WEIGHTS.expansion.parts.values()) / total
    parts = {name: round(value * scale, 4) for name, value in found.items()}
    return replace(used, parts=MappingProxyType(parts), doubt=1.0)


def changes_of(weights: ExpansionWeights) -> dict[str, float]:
    """Return the weights by the names that sets of weights know them by."""
    own = {"doubt": weights.doubt, **{f"parts.{name}": value for name, value in weights.parts.items()}}
    return {f"{QUESTION}.{name}": value for name, value in own.items()}


def _segments(cut: Cut, all_hits: Sequence[Hit], methods: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Return recall by market, region and size of the company; names as they are, None for not known."""
    accounts, units = cut.accounts, cut.units

    def market(unit: str) -> str | None:
        company = accounts.companies.get(units[unit].company_id or "")
        return min((market for market, _ in company.markets), default=None) if company else None

    found = {
        "market": segments_told(all_hits, market, methods),
        "region": segments_told(all_hits, lambda unit: units[unit].region, methods),
        "size": segments_told(all_hits, lambda unit: _size(accounts, units[unit].company_id), methods),
    }
    names = accounts.names
    found["market"] = [{**row, "name": names.get(row["name"] or "", row["name"])} for row in found["market"]]
    return found


def _size(accounts: Accounts, company_id: str | None) -> str | None:
    company = accounts.companies.get(company_id or "")
    if company is None or company.employees is None:
        return None
    return next((name for most, name in SIZES if company.employees < most), "from_5000")
