"""The arithmetic of evaluations."""

from __future__ import annotations

import numpy as np
import pytest

from service.analysis.evaluation import best_baselines, best_threshold, pair_metrics, paired_difference
from service.operations.evaluation.report import linked_group

TRUTH = np.array([1, 1, 1, 0, 0, 0, 0, 0], dtype=bool)


def test_metrics_by_hand() -> None:
    found = np.array([1, 1, 0, 1, 0, 0, 0, 0], dtype=bool)
    metrics = pair_metrics(TRUTH, found)
    assert metrics == pytest.approx({"precision": 2 / 3, "recall": 2 / 3, "f1": 2 / 3})
    assert pair_metrics(TRUTH, np.zeros(8, dtype=bool)) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_best_threshold_tries_them_all_and_does_not_part_equal_scores() -> None:
    scores = np.array([0.9, 0.8, 0.4, 0.8, 0.3, 0.2, 0.1, 0.0])
    by_hand = max(set(scores), key=lambda t: (pair_metrics(TRUTH, scores >= t)["f1"], t))
    assert best_threshold(TRUTH, scores) == by_hand == 0.4


def test_the_interval_is_that_of_a_bootstrap_over_pairs() -> None:
    rng = np.random.default_rng(1)
    truth = rng.random(300) < 0.4
    ours, theirs = truth ^ (rng.random(300) < 0.1), truth ^ (rng.random(300) < 0.2)
    found = paired_difference(truth, ours, theirs, np.random.default_rng(2))
    drawn = []
    for _ in range(1500):
        chosen = rng.integers(0, 300, 300)
        drawn.append(
            pair_metrics(truth[chosen], ours[chosen])["f1"]
            - pair_metrics(truth[chosen], theirs[chosen])["f1"]
        )
    low, high = np.percentile(drawn, [2.5, 97.5])
    assert found["f1"].low == pytest.approx(low, abs=0.02)
    assert found["f1"].high == pytest.approx(high, abs=0.02)
    assert found["f1"].low < found["f1"].value < found["f1"].high


def test_a_method_that_finds_nothing_has_finite_intervals() -> None:
    found = paired_difference(TRUTH, TRUTH, np.zeros(8, dtype=bool), np.random.default_rng(0))
    assert found["precision"].value == found["precision"].low == found["precision"].high == 1.0


def test_the_best_baseline_is_chosen_for_each_metric() -> None:
    methods = {
        "enishi": {"precision": 1.0, "recall": 1.0, "f1": 1.0},
        "a": {"precision": 0.9, "recall": 0.1, "f1": 0.2},
        "b": {"precision": 0.5, "recall": 0.5, "f1": 0.5},
    }
    assert best_baselines(methods, "enishi") == {"precision": "a", "recall": "b", "f1": "b"}


def test_groups_of_linked_pairs_count_what_no_method_found() -> None:
    group = linked_group({("a", "b"), ("c", "d")}, {("a", "b")}, {"none": {("a", "c")}}, seed=1)
    assert group["n"] == 2
    assert group["methods"]["enishi"] == pytest.approx({"precision": 1.0, "recall": 0.5, "f1": 2 / 3})
    assert group["methods"]["none"]["f1"] == 0.0
