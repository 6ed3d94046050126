"""Where sellers sell next, by what was known before: ours beside simple rankings, on public awards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.analysis.backtesting import KINDS
from service.analysis.list_learning import learn_weights
from service.analysis.prospect_parts import PARTS, ProspectParts
from service.analysis.ranking_metrics import RANDOM_RUNS, Outcomes, compared, mean_outcomes, outcomes
from service.analysis.sales_history import Place, Sale, SalesHistory, Table
from service.errors import InputFileError, UsageError
from service.operations.evaluation.baselines import BASELINES, random_scores
from service.operations.evaluation.report import OURS, SEED, report
from service.operations.evaluation.sales import read_sales

LEARNING_WINDOWS, LEARNING_DAYS = 3, 60
"""The weights are learned on so many windows, one before another, of so many days before the cut each."""
SHORTEST = 6
"""A window is no longer than one part in so many of what is known, so that enough is known before it."""
BLOCK = 256
"""Sellers whose parts are worked out together."""

Truth = dict[int, NDArray[np.intp]]
"""Place of a seller -> places of the units where it sold next, in order."""


@dataclass(frozen=True)
class Window:
    """What is known up to a day, and what came of it in a later time."""

    history: SalesHistory
    truth: Mapping[str, Truth]

    @classmethod
    def cut(cls, sales: Sequence[Sale], until: date, start: date, end: date) -> Window:
        """Return the window with units and sellers that were known; what nobody could rank is left out."""
        history = SalesHistory(sales, until)
        found: dict[str, dict[int, set[int]]] = {kind: {} for kind in KINDS}
        serves = history.serves
        in_organisation = (serves @ history.in_organisation) > 0
        for sale in sales:
            seller, unit = history.seller_place.get(sale.seller), history.unit_place.get(sale.unit)
            if seller is None or unit is None or not start <= sale.on <= end:
                continue
            if serves[seller, unit]:
                kind = "repeat"
            elif in_organisation[seller, history.organisation_of[unit]]:
                kind = "other_site"
            else:
                kind = "new_organisation"
            found[kind].setdefault(seller, set()).add(unit)
        truth = {
            kind: {
                seller: np.array(sorted(units), dtype=np.intp) for seller, units in sorted(by_seller.items())
            }
            for kind, by_seller in found.items()
        }
        return cls(history, truth)

    @classmethod
    def to_learn_on(cls, sales: Sequence[Sale], until: date) -> list[Window]:
        """Return windows cut inside what is known: the last days of each are what came of all before them."""
        known = (until - min(sale.on for sale in sales)).days
        days = max(1, min(LEARNING_DAYS, known // SHORTEST))
        ends = [until - timedelta(days=days * back) for back in range(LEARNING_WINDOWS)]
        cuts = [end - timedelta(days=days) for end in ends]
        return [
            cls.cut(sales, cut, cut + timedelta(days=1), end) for cut, end in zip(cuts, ends, strict=True)
        ]

    @cached_property
    def parts(self) -> ProspectParts:
        """The parts of all units, by what was known."""
        return ProspectParts(self.history)

    @cached_property
    def chance(self) -> list[Table]:
        """Scores of chance, some times over."""
        return random_scores(self.history)

    def candidates(self, kind: str, seller: int, *, is_local: bool = False) -> Place:
        """Return the places of the units that could be the seller's next of a kind."""
        history = self.history
        served = history.serves[[seller]].toarray()[0] > 0
        if kind == "repeat":
            return np.flatnonzero(served)
        known = served @ history.in_organisation > 0
        if kind == "other_site":
            return np.flatnonzero(known[history.organisation_of] & ~served)
        fits = ~known[history.organisation_of]
        if is_local:
            fits &= (served @ history.in_region > 0)[history.region_of]
        return np.flatnonzero(fits)


def evaluate_expansion(
    path: Path,
    *,
    train_until: date,
    test_from: date,
    test_until: date | None = None,
    seed: int = SEED,
) -> dict[str, Any]:
    """Measure how far up the units stand at which each seller sold next, by what was known until a day.

    Our weights are learned on windows before that day, and on nothing after it.

    Raises
    ------
    InputFileError
        When the file is not of this form, or nothing in it could be ranked.
    """
    return _evaluate("expansion", path, KINDS, train_until, test_from, test_until, seed)


def evaluate_lookalike(
    path: Path,
    *,
    train_until: date,
    test_from: date,
    test_until: date | None = None,
    seed: int = SEED,
) -> dict[str, Any]:
    """Measure how far up the organisations stand that a seller did not serve and sold to next.

    They are ranked by their likeness to those it serves; as `evaluate_expansion` otherwise, an organisation
    being its own only unit.

    Raises
    ------
    InputFileError
        As `evaluate_expansion`.
    """
    return _evaluate("lookalike", path, ("new_organisation",), train_until, test_from, test_until, seed)


def _evaluate(
    task: str,
    path: Path,
    kinds: Sequence[str],
    train_until: date,
    test_from: date,
    test_until: date | None,
    seed: int,
) -> dict[str, Any]:
    if not train_until < test_from <= (test_until or test_from):
        raise UsageError("evaluating.days_in_order", field="test_from")
    sales, by_source, resolved = read_sales(path)
    last = test_until or max((sale.on for sale in sales), default=test_from)
    groups: dict[str, Any] = {}
    data: dict[str, Any] = {}
    chosen = {"": sales, **{f":{name}": by_source[name] for name in sorted(by_source)}, "@resolved": resolved}
    for suffix, some in chosen.items():
        told = [replace(sale, unit=(sale.unit[0], "")) for sale in some] if task == "lookalike" else some
        window = Window.cut(told, train_until, test_from, last)
        groups |= _groups(told, window, kinds, seed, suffix)
        data |= _counts(window, suffix)
    if not groups:
        raise InputFileError("evaluating.nothing_next", file=path.name)
    return report(task, data, seed, groups)


def learned(windows: Iterable[Window], kind: str) -> NDArray[np.float64]:
    """Return the weights of the parts for a kind, learned on what came of some windows."""
    lists = []
    for window in windows:
        for sellers in _blocks(window.truth[kind]):
            values = window.parts.of(sellers)
            for row, seller in enumerate(sellers.tolist()):
                units = window.candidates(kind, seller)
                table = np.stack([values[name][row, units] for name in PARTS], axis=1)
                lists.append((table, np.isin(units, window.truth[kind][seller])))
    return learn_weights(lists, len(PARTS))


def _groups(
    sales: Sequence[Sale], window: Window, kinds: Sequence[str], seed: int, suffix: str
) -> dict[str, Any]:
    groups = {}
    inner = Window.to_learn_on(sales, window.history.until)
    for kind in kinds:
        if not window.truth[kind]:
            continue
        weights = learned(inner, kind)
        groups[kind + suffix] = _group(window, kind, weights, seed, is_local=False)
        if kind == "new_organisation" and not suffix and len(window.history.regions) > 1:
            groups[f"{kind}:local"] = _group(window, kind, weights, seed, is_local=True)
    return groups


def _group(
    window: Window, kind: str, weights: NDArray[np.float64], seed: int, *, is_local: bool
) -> dict[str, Any]:
    truth = window.truth[kind]
    candidates = {seller: window.candidates(kind, seller, is_local=is_local) for seller in truth}
    truth = {seller: units for seller, units in truth.items() if np.isin(units, candidates[seller]).any()}
    rankings: dict[str, list[NDArray[np.bool_]]] = {name: [] for name in (OURS, *BASELINES)}
    drawn: list[list[NDArray[np.bool_]]] = [[] for _ in range(RANDOM_RUNS)]
    for sellers in _blocks(truth):
        values = window.parts.of(sellers)
        scored = {OURS: sum(weight * values[name] for name, weight in zip(PARTS, weights, strict=True))}
        scored |= {name: score(window.history, sellers) for name, score in BASELINES.items()}
        for row, seller in enumerate(sellers.tolist()):
            units, true = candidates[seller], truth[seller]
            for name, table in scored.items():
                rankings[name].append(_ranked(np.asarray(table)[row, units], units, true))
            for run, table in enumerate(window.chance):
                drawn[run].append(_ranked(table[seller, units], units, true))
    found: dict[str, Outcomes] = {name: outcomes(each) for name, each in rankings.items()}
    found["random"] = mean_outcomes([outcomes(each) for each in drawn])
    return {
        "n": int(found[OURS].true.sum()),
        "sellers": len(truth),
        "candidates": float(np.mean([len(candidates[seller]) for seller in truth])),
        **compared(found, OURS, (*BASELINES, "random"), seed)[0],
        "weights": {name: round(float(weight), 4) for name, weight in zip(PARTS, weights, strict=True)},
    }


def _ranked(scores: Table, units: Place, true: Place) -> NDArray[np.bool_]:
    """Return whether what stands at each place was true; ties in the order of units."""
    order = np.lexsort((units, -np.round(scores, 12)))
    return np.asarray(np.isin(units[order], true))


def _blocks(sellers: Iterable[int]) -> Iterable[Place]:
    ordered = np.array(sorted(sellers), dtype=np.intp)
    return [ordered[start : start + BLOCK] for start in range(0, len(ordered), BLOCK)]


def _counts(window: Window, suffix: str) -> dict[str, Any]:
    history = window.history
    told = {"sales": len(history.sales), "sellers": len(history.sellers), "units": len(history.units)}
    return {f"{name}{suffix}": number for name, number in told.items()}
