"""Where sellers sell next: the figures of the data's own protocol, and that nothing later is looked at."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from service.analysis.prospect_parts import PARTS, ProspectParts
from service.analysis.ranking_metrics import outcomes, ranking_intervals, ranking_metrics
from service.analysis.sales_history import Sale, SalesHistory
from service.cli.evaluate import evaluate
from service.errors import InputFileError, UsageError
from service.operations.evaluation.expansion import Window, evaluate_expansion, evaluate_lookalike, learned
from service.operations.evaluation.sales import read_sales, simple_key

CUT = {"train_until": date(2025, 9, 30), "test_from": date(2025, 10, 1), "test_until": date(2026, 3, 31)}
COLUMNS = (
    "src",
    "org",
    "dept",
    "pref",
    "name",
    "open_date",
    "category",
    "winner_name",
    "corporate_no",
    "slug",
)
# kind -> sellers, pairs, and recall@5, recall@10 and MRR of each baseline, as the data's README has them.
README = {
    "other_site": (619, 1076, (0.252, 0.393, 0.237), (0.241, 0.392, 0.238), (0.395, 0.547, 0.418)),
    "new_organisation": (521, 629, (0.073, 0.113, 0.073), (0.076, 0.102, 0.074), (0.294, 0.390, 0.251)),
    "other_site:chiba": (448, 885, (0.238, 0.382, 0.237), (0.217, 0.377, 0.234), (0.341, 0.504, 0.377)),
    "new_organisation:chiba": (329, 422, (0.135, 0.216, 0.110), (0.123, 0.211, 0.113), (0.201, 0.284, 0.195)),
    "other_site:shizuoka": (171, 191, (0.330, 0.466, 0.243), (0.351, 0.476, 0.250), (0.665, 0.785, 0.536)),
    "new_organisation:shizuoka": (
        183,
        192,
        (0.250, 0.375, 0.187),
        (0.240, 0.344, 0.186),
        (0.542, 0.667, 0.379),
    ),
}


@pytest.mark.data
def test_the_baselines_are_those_of_the_data(data_folder: Path) -> None:
    found = evaluate_expansion(data_folder / "jp_local_awards" / "awards.csv.gz", **CUT)
    assert set(README) | {"repeat", "new_organisation:local", "other_site@resolved"} <= found["groups"].keys()
    for name, (sellers, pairs, *expected) in README.items():
        group = found["groups"][name]
        assert (group["sellers"], group["n"]) == (sellers, pairs)
        for method, figures in zip(("popularity", "category_match", "co_seller"), expected, strict=True):
            assert [round(group["methods"][method][m], 3) for m in ("recall@5", "recall@10", "mrr")] == list(
                figures
            )
    for group in found["groups"].values():
        for metric, difference in group["difference"].items():
            best = group["methods"][group["best_baseline"][metric]][metric]
            assert difference["value"] == pytest.approx(group["methods"]["enishi"][metric] - best)
            assert difference["low"] <= difference["value"] <= difference["high"]


def sale(seller: str, organisation: str, unit: str, on: str, title: str = "道路改良工事") -> Sale:
    return Sale(seller, (organisation, unit), "県", date.fromisoformat(on), "道路", "工事", title)


SALES = [
    *(sale(f"s{n}", "市", unit, f"2025-0{n}-10") for n in range(1, 6) for unit in ("土木課", "道路課")),
    *(sale(f"s{n}", "町", "建設課", f"2025-0{n}-20") for n in range(1, 5)),
    sale("new", "市", "土木課", "2025-05-01"),
]
LATER = [sale("new", "市", "道路課", "2025-07-01"), sale("s5", "町", "建設課", "2025-07-02")]


def test_windows_tell_the_kinds_apart() -> None:
    more = [
        *SALES,
        *LATER,
        sale("s1", "市", "土木課", "2025-07-03"),
        sale("unknown", "町", "建設課", "2025-07-04"),
    ]
    window = Window.cut(more, date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31))
    history = window.history

    def told(kind: str) -> dict[str, list[str]]:
        return {
            history.sellers[seller]: [history.units[unit][1] for unit in units]
            for seller, units in window.truth[kind].items()
        }

    assert told("repeat") == {"s1": ["土木課"]}
    assert told("other_site") == {"new": ["道路課"]}
    assert told("new_organisation") == {"s5": ["建設課"]}
    new = history.seller_place["new"]
    assert [history.units[unit] for unit in window.candidates("other_site", new)] == [("市", "道路課")]
    assert [history.units[unit] for unit in window.candidates("new_organisation", new)] == [("町", "建設課")]


def test_parts_are_named_bounded_and_blind_to_what_is_later() -> None:
    until = date(2025, 6, 30)
    before, all_ = SalesHistory(SALES, until), SalesHistory([*SALES, *LATER], until)
    sellers = np.arange(len(before.sellers))
    values = ProspectParts(before).of(sellers)
    assert set(values) == set(PARTS)
    for name, other in ProspectParts(all_).of(sellers).items():
        assert values[name].shape == before.shape
        assert np.array_equal(values[name], other), name
        assert values[name].min() >= 0.0
        assert values[name].max() <= 1.0 + 1e-9
    of, with_later = (Window.to_learn_on(sales, until) for sales in (SALES, [*SALES, *LATER]))
    assert np.array_equal(learned(of, "other_site"), learned(with_later, "other_site"))


def test_who_serves_more_of_the_same_places_is_ranked_first() -> None:
    history = SalesHistory(SALES, date(2025, 6, 30))
    values = ProspectParts(history).of(np.array([history.seller_place["new"]]))
    road, town = (history.unit_place[unit] for unit in (("市", "道路課"), ("町", "建設課")))
    for name in ("co_seller", "co_served", "organisation_share"):
        assert values[name][0, road] > values[name][0, town], name


def test_intervals_hold_the_value_and_know_equal_methods() -> None:
    rng = np.random.default_rng(1)
    good = outcomes([np.arange(30) == place for place in rng.integers(0, 8, 200)])
    bad = outcomes([np.arange(30) == place for place in rng.integers(0, 30, 200)])
    intervals, differences = ranking_intervals({"enishi": good, "same": good, "bad": bad}, "enishi", 7)
    for metric, value in ranking_metrics(good).items():
        assert intervals["enishi"][metric]["low"] <= value <= intervals["enishi"][metric]["high"]
        assert differences["bad"][metric].low > 0
        assert (differences["same"][metric].low, differences["same"][metric].high) == (0.0, 0.0)


def written(path: Path, sales: list[Sale]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for one in sales:
            told = {
                "src": "a",
                "org": one.unit[0],
                "dept": one.unit[1],
                "pref": one.region,
                "name": one.title,
            }
            named = {"winner_name": f"(株){one.seller}", "slug": one.keyword, "category": one.category}
            writer.writerow({**told, **named, "open_date": one.on.isoformat(), "corporate_no": ""})
    return path


def test_the_commands_print_the_one_form(tmp_path: Path) -> None:
    file = written(tmp_path / "awards.csv", [*SALES, *LATER])
    days = ["--train-until", "2025-06-30", "--test-from", "2025-07-01"]
    for task, kinds in (
        ("expansion", {"other_site", "new_organisation"}),
        ("lookalike", {"new_organisation"}),
    ):
        done = CliRunner().invoke(evaluate, [task, "--awards", str(file), *days, "--json"])
        assert done.exit_code == 0, done.output
        found: dict[str, Any] = json.loads(done.output)
        assert (found["task"], found["seed"]) == (task, 7)
        assert {name for name in found["groups"] if "@" not in name} == kinds
        for group in found["groups"].values():
            assert set(group["methods"]) == {"enishi", "random", "popularity", "category_match", "co_seller"}
        shown = CliRunner().invoke(evaluate, [task, "--awards", str(file), *days])
        assert "co_seller" in shown.output


def test_what_cannot_be_measured_is_said(tmp_path: Path) -> None:
    file = written(tmp_path / "awards.csv", SALES)
    with pytest.raises(InputFileError) as nothing:
        evaluate_expansion(file, train_until=date(2025, 6, 30), test_from=date(2025, 7, 1))
    assert nothing.value.key == "evaluating.nothing_next"
    with pytest.raises(UsageError) as order:
        evaluate_lookalike(file, train_until=date(2025, 7, 1), test_from=date(2025, 7, 1))
    assert order.value.key == "evaluating.days_in_order"
    file.write_text(file.read_text("utf-8").replace("2025-01-10", "R7.1.10"), "utf-8")
    with pytest.raises(InputFileError) as day:
        evaluate_expansion(file, train_until=date(2025, 6, 30), test_from=date(2025, 7, 1))
    assert "R7.1.10" in day.value.message("ja")


def test_sellers_are_told_apart_by_the_key_of_the_data_and_by_our_own(tmp_path: Path) -> None:
    assert simple_key("（株） 山川　工業 静岡支店") == "山川工業静岡支店"
    sales = [
        replace(one, seller=name) for one, name in zip(SALES, ("山川工業", "山川工業 静岡支店"), strict=False)
    ]
    plain, by_source, resolved = read_sales(written(tmp_path / "awards.csv", sales))
    assert by_source == {}
    assert len({one.seller for one in plain}) == 2
    assert len({one.seller for one in resolved}) == 1
