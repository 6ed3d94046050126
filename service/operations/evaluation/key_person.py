"""Who stands above whom, from nothing but a log of messages: ours beside the usual centralities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from service.analysis.centralities import centralities
from service.analysis.dominance import (
    Pairs,
    paired_bootstrap,
    pairs_of_lines,
    pairs_of_ranks,
    right,
    share_right,
)
from service.analysis.network_power import network_power
from service.errors import InputFileError
from service.operations.evaluation.mail_logs import Truth, read_mail_log, read_truth
from service.operations.evaluation.report import OURS, SEED, report

Scores = Mapping[str, NDArray[np.float64]]


def evaluate_key_person(
    mails: Path,
    truth: Path,
    *,
    sender: str | None = None,
    recipient: str | None = None,
    time: str | None = None,
    id_column: str | None = None,
    manager: str | None = None,
    rank: str | None = None,
    low_first: bool = False,
    seed: int = SEED,
) -> dict[str, Any]:
    """Measure pair accuracy and manager AUC on a log of messages and a truth about rank.

    With reporting lines the group ``all`` holds every (superior, subordinate) of any distance and ``direct``
    those of one step; with ranks every two people of different rank. People who are not in the log have no
    score and are left out. Baselines count the messages as they stand in the log; ours takes the same sender,
    recipient and time for one message.

    Raises
    ------
    InputFileError
        When a file is not of this form, or no pair of the truth is in the log.
    """
    log = read_mail_log(mails, sender=sender, recipient=recipient, time=time)
    known = read_truth(truth, id_column=id_column, manager=manager, rank=rank, low_first=low_first)
    people = sorted({id_ for one, other, _ in log.messages for id_ in (one, other)})
    place = {id_: index for index, id_ in enumerate(people)}
    once = tuple(dict.fromkeys(log.messages)) if log.is_timed else log.messages
    power = network_power(_counts(once, place))
    scores: Scores = {OURS: power.score, **centralities(_counts(log.messages, place), seed)}
    groups = _groups(known, place, scores, seed)
    if not groups:
        raise InputFileError("evaluating.no_pairs", file=truth.name, other=mails.name)
    data = {
        "messages": len(log.messages),
        "messages_once": len(once),
        "left_out": log.left_out,
        "people": len(people),
        "people_with_truth": len(_with_truth(known, place)),
        "truth": known.form,
        "weights": {name: round(share, 4) for name, share in power.shares().items()},
    }
    return report("key-person", data, seed, groups)


def _counts(messages: Iterable[tuple[str, str, str]], place: Mapping[str, int]) -> csr_array:
    numbers = Counter((one, other) for one, other, _ in messages)
    ties = sorted((place[one], place[other], number) for (one, other), number in numbers.items())
    rows, columns, counts = (np.array(values) for values in zip(*ties, strict=True))
    size = len(place)
    return coo_array((counts.astype(float), (rows, columns)), shape=(size, size)).tocsr()


def _with_truth(truth: Truth, place: Mapping[str, int]) -> set[str]:
    return (set(truth.managers) | set(truth.managers.values()) | set(truth.ranks)) & set(place)


def _groups(truth: Truth, place: Mapping[str, int], scores: Scores, seed: int) -> dict[str, Any]:
    if truth.ranks:
        pairs = pairs_of_ranks({place[id_]: rank for id_, rank in truth.ranks.items() if id_ in place})
        return {"all": _group({"pair_accuracy": pairs}, scores, seed)} if pairs else {}
    # Lines are followed through people who are not in the log, and only then are those left out.
    names = sorted(set(truth.managers) | set(truth.managers.values()))
    number = {name: index for index, name in enumerate(names)}
    lines = {number[one]: number[other] for one, other in truth.managers.items()}
    heads = {other for other in truth.managers.values() if other in place}
    # Somebody's manager is a manager only as far as that is a person of the log.
    others = {one for one in truth.managers if one in place} - heads
    against = [(place[head], place[other]) for head in sorted(heads) for other in sorted(others)]
    found = {}
    for name, is_direct in (("all", False), ("direct", True)):
        pairs = [
            (place[names[one]], place[names[other]])
            for one, other in pairs_of_lines(lines, is_direct=is_direct)
            if names[one] in place and names[other] in place
        ]
        if pairs:
            measured = {"pair_accuracy": pairs}
            if against and name == "all":
                measured["manager_auc"] = against
            found[name] = _group(measured, scores, seed)
    return found


def _group(measured: Mapping[str, Pairs], scores: Scores, seed: int) -> dict[str, Any]:
    marks = {
        name: {metric: right(score, pairs) for metric, pairs in measured.items()}
        for name, score in scores.items()
    }
    methods = {
        name: {metric: share_right(found) for metric, found in own.items()} for name, own in marks.items()
    }
    baselines = sorted(name for name in methods if name != OURS)
    best: dict[str, str] = {}
    for metric in measured:
        values = [methods[name][metric] for name in baselines]
        best[metric] = baselines[values.index(max(values))]
    return {
        "n": len(measured["pair_accuracy"]),
        "methods": methods,
        "best_baseline": best,
        "difference": {
            metric: asdict(
                paired_bootstrap(marks[OURS][metric], marks[name][metric], np.random.default_rng(seed))
            )
            for metric, name in best.items()
        },
    }
