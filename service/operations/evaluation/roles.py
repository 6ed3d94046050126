"""Held-out roles of closed deals, predicted as of the day before the deal ended."""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from graph_models.records import Moment, NodeRecord
from service.analysis.evaluation import Difference
from service.analysis.missing_roles import ANSWERS_FROM, predict_role
from service.analysis.people import RoleHeld
from service.analysis.people_view import PeopleView
from service.analysis.role_experience import Experience, learn
from service.analysis.weights import WEIGHTS
from service.errors import UsageError
from service.operations.evaluation.report import OURS, SEED, report
from service.operations.evaluation.role_facts import (
    Files,
    all_past_roles,
    facts_of,
    population_of,
    read_files,
    units_under,
)

SEEDS = 10
FIRST_SEED = 1
RESAMPLES = 2_000
EARLIEST = 60
"""Deals that must be over before the first prediction: nothing is learned from fewer."""
STEPS = tuple(step / 20 for step in range(20))
ZONE = ZoneInfo("Asia/Tokyo")
Order = list[str]


@dataclass(frozen=True, slots=True)
class Held:
    """A role that was held out: the rank of its holder by each method (None: not among the candidates).

    ``blind_ranks``: the same where nothing of who took part in the deal is looked at.
    """

    seed: int
    deal_id: str
    role: str
    ranks: dict[str, int | None]
    probability: float
    blind_ranks: dict[str, int | None]


def evaluate_roles(
    folders: Sequence[Path] = (),
    *,
    seeds: int = SEEDS,
    seed: int = SEED,
    progress: Callable[[int], None] = lambda _: None,
) -> dict[str, Any]:
    """Return MRR and precision@1 of predicted roles, beside the baselines, and the abstention curve.

    Parameters
    ----------
    folders
        Files of companies; without any the generator of the demonstration makes ``seeds`` of them.
    seed
        Of the bootstrap and of the random baseline.

    Raises
    ------
    UsageError
        When there is no generator, as in an installed program, and no folder.
    """
    held: list[Held] = []
    if folders:
        for number, folder in enumerate(folders):
            held += evaluate_files(read_files(folder), number)
            progress(number + 1)
    else:
        for number in range(seeds):
            held += evaluate_files(_generated(FIRST_SEED + number), FIRST_SEED + number)
            progress(number + 1)
    groups = {"all": _group(held, seed), "without_deal_touches": _group([_blind(one) for one in held], seed)}
    for role in sorted({one.role for one in held}):
        groups[role] = _group([one for one in held if one.role == role], seed)
    data = {
        "companies": len(folders) or seeds,
        "deals": len({(one.seed, one.deal_id) for one in held}),
        "roles": len(held),
        "threshold": ANSWERS_FROM,
    }
    return {**report("roles", data, seed, groups), "abstention": abstention(held)}


def _blind(held: Held) -> Held:
    return replace(held, ranks=held.blind_ranks)


def _generated(seed: int) -> Files:
    try:
        build = import_module("sample_data.generate.build").build
        write = import_module("sample_data.generate.writing").write
    except ModuleNotFoundError as error:
        raise UsageError("evaluating.no_generator", field="folders") from error
    with tempfile.TemporaryDirectory(prefix="enishi-roles-") as folder:
        list(write(build(seed), Path(folder)))
        return read_files(Path(folder))


def evaluate_files(files: Files, seed: int) -> list[Held]:
    """Return every role of a closed deal, held out one at a time, with where each method ranks its holder."""
    past = all_past_roles(files)
    found: list[Held] = []
    for deal in sorted(files.deals(), key=lambda node: (str(node.properties.get("closed_on")), node.id)):
        closed = deal.properties.get("closed_on")
        if not isinstance(closed, date):
            continue
        moment = day_before(closed)
        known = [one for one, at in past if at <= moment.known_at and _over(one.closed_on, moment)]
        if len({one.deal_id for one in known}) >= EARLIEST:
            experience = learn(known, population_of(files, moment))
            found += _held_out(files, deal, moment, experience, seed)
    return found


def _over(closed_on: date | None, moment: Moment) -> bool:
    return closed_on is not None and closed_on <= moment.as_of


def day_before(day: date) -> Moment:
    """Return the end of the day before, knowing no more than was known then."""
    until = datetime.combine(day, time(), ZONE)
    return Moment(day - timedelta(days=1), until, until)


def _held_out(
    files: Files, deal: NodeRecord, moment: Moment, experience: Experience, seed: int
) -> Iterable[Held]:
    account = next((link.end_id for link in files.starting.get(("WITH", deal.id), ())), None)
    if account is None:
        return
    facts = facts_of(files, account, deal.id, moment, WEIGHTS.tie.horizon)
    view = PeopleView(facts)
    apart = PeopleView(replace(facts, touches=tuple(t for t in facts.touches if deal.id not in t.deal_ids)))
    places = [link.end_id for link in files.starting.get(("AT", deal.id), ())] or [account]
    unit_ids = frozenset(unit for place in places for unit in units_under(files, place, moment))
    for truth in (role for role in facts.roles if role.target.id == deal.id and role.order is None):
        ranks, tops = [], []
        for seen in (view, apart):
            candidates = predict_role(
                seen,
                experience,
                truth.role or "",
                target_ids={deal.id},
                unit_ids=unit_ids,
                hidden={truth.id},
            )
            tops.append(candidates[0].probability if candidates else 0.0)
            ours = [one.contact_id for one in candidates]
            dice = random.Random(f"{seed} {truth.id}")  # noqa: S311 -- a baseline
            orders = {OURS: ours, **_baselines(seen, truth, ours, dice)}
            ranks.append(
                {
                    name: order.index(truth.contact_id) + 1 if truth.contact_id in order else None
                    for name, order in orders.items()
                }
            )
        yield Held(seed, deal.id, truth.role or "", ranks[0], tops[0], ranks[1])


def _baselines(
    view: PeopleView, truth: RoleHeld, candidates: Sequence[str], dice: random.Random
) -> dict[str, Order]:
    """Return the same candidates in the order of each baseline; equal ones in random order."""
    shuffled = list(candidates)
    dice.shuffle(shuffled)

    def by(value: Callable[[str], float]) -> Order:
        return sorted(shuffled, key=lambda id_: -value(id_))

    def seniority(id_: str) -> float:
        reading = view.title(id_)
        return reading.authority if reading else -1.0

    def before(id_: str) -> float:
        return float(
            sum(
                held.role == truth.role and held.target.id != truth.target.id and held.order is None
                for held in view.roles.get(id_, ())
            )
        )

    seated = {
        held.contact_id
        for own in view.roles.values()
        for held in own
        if held.target.id == truth.target.id and held.id != truth.id and held.order is None
    }

    def in_deal(id_: str) -> float:
        touches = view.touches.get(id_, ())
        return -1.0 if id_ in seated else float(sum(truth.target.id in one.deal_ids for one in touches))

    return {
        "random": shuffled,
        "took_part_without_role": by(in_deal),
        "title_seniority": by(seniority),
        "most_contacted": by(lambda id_: float(len(view.touches.get(id_, ())))),
        "held_role_before": by(before),
    }


def _group(held: Sequence[Held], seed: int) -> dict[str, Any]:
    names = list(held[0].ranks) if held else []
    values = {
        name: {
            "mrr": np.array([1.0 / rank if (rank := one.ranks[name]) else 0.0 for one in held]),
            "precision@1": np.array([float(one.ranks[name] == 1) for one in held]),
        }
        for name in names
    }
    methods = {
        name: {metric: float(found.mean()) for metric, found in of.items()} for name, of in values.items()
    }
    best = {
        metric: max((name for name in names if name != OURS), key=lambda name: (methods[name][metric], name))
        for metric in (methods[OURS] if methods else ())
    }
    return {
        "n": len(held),
        "methods": methods,
        "best_baseline": best,
        "difference": {
            metric: asdict(_difference(values[OURS][metric] - values[name][metric], seed))
            for metric, name in best.items()
        },
    }


def _difference(apart: np.ndarray[Any, np.dtype[np.float64]], seed: int) -> Difference:
    dice = np.random.default_rng(seed)
    means = [float(dice.choice(apart, len(apart)).mean()) for _ in range(RESAMPLES)]
    low, high = np.quantile(means, (0.025, 0.975))
    return Difference(float(apart.mean()), float(low), float(high))


def abstention(held: Sequence[Held]) -> list[dict[str, float | None]]:
    """Return, for thresholds from 0 up, the share that is answered and how often the answer is right."""
    curve: list[dict[str, float | None]] = []
    by_step: dict[float, list[Held]] = defaultdict(list)
    for step in STEPS:
        by_step[step] = [one for one in held if one.probability >= step]
    for step, answered in by_step.items():
        right = sum(one.ranks[OURS] == 1 for one in answered)
        curve.append(
            {
                "threshold": step,
                "answered": len(answered) / len(held) if held else 0.0,
                "precision@1": right / len(answered) if answered else None,
            }
        )
    return curve
