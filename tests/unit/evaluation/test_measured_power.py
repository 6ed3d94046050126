"""Who stands above whom: on invented logs in several forms, and on the real ones with a floor."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.sparse import csr_array

from service.analysis.dominance import paired_bootstrap, pairs_of_lines, right
from service.analysis.network_power import network_power
from service.cli.evaluate import evaluate
from service.errors import InputFileError, UsageError
from service.operations.evaluation.key_person import evaluate_key_person
from service.operations.evaluation.mail_logs import read_mail_log, read_truth

LOG = """Sender;Recipient;EventDate
ann;boss;2024-01-01 09:00:00
ann;boss;2024-01-01 09:00:00
bob;boss;2024-01-02 09:00:00
boss;head;2024-01-03 09:00:00
head;boss;2024-01-04 09:00:00
ann;bob;2024-01-05 09:00:00
ann;ann;2024-01-06 09:00:00
bob;head;1979-12-31 21:00:00
"""
LINES = "ID;ReportsTo\nann;boss\nbob;boss\nboss;head\nhead;\ngone;boss\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    log, lines = tmp_path / "log.csv", tmp_path / "lines.csv"
    log.write_text(LOG, encoding="utf-8")
    lines.write_text(LINES, encoding="utf-8")
    return log, lines


def test_reporting_lines_of_any_distance_and_direct_ones(files: tuple[Path, Path]) -> None:
    found = evaluate_key_person(*files)
    assert found["task"] == "key-person"
    # ann and bob under boss and head, boss under head; "gone" never wrote.
    assert (found["groups"]["all"]["n"], found["groups"]["direct"]["n"]) == (5, 3)
    methods = found["groups"]["all"]["methods"]
    assert {"degree", "in_degree", "weighted_degree", "pagerank", "eigenvector", "betweenness"} < set(methods)
    assert set(methods["enishi"]) == {"pair_accuracy", "manager_auc"}
    # In-degree: boss 3, head 1, bob 1, ann 0.
    assert methods["in_degree"] == {"pair_accuracy": 3.5 / 5, "manager_auc": 3.5 / 4}
    assert found["data"]["messages"] == 6
    assert found["data"]["messages_once"] == 5
    assert found["data"]["left_out"] == 2


def test_ranks_as_numbers_either_way_round_and_as_titles(files: tuple[Path, Path], tmp_path: Path) -> None:
    log, _ = files
    truths = {
        "high.csv": ("id,rank\nann,0\nbob,0\nboss,1\nhead,2\n", {}),
        "low.csv": ("person,level\nann,3\nbob,3\nboss,2\nhead,1\n", {"low_first": True}),
        "titles.csv": ("who,役職\nann,担当\nbob,担当\nboss,部長\nhead,代表取締役社長\n", {}),
    }
    found = []
    for name, (text, more) in truths.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        found.append(evaluate_key_person(log, tmp_path / name, **more)["groups"])
    assert found[0] == found[1] == found[2]
    assert found[0]["all"]["n"] == 5
    assert "manager_auc" not in found[0]["all"]["methods"]["enishi"]


def test_columns_by_position_and_by_flag(tmp_path: Path) -> None:
    plain, odd = tmp_path / "plain.tsv", tmp_path / "odd.csv"
    plain.write_text("1\t2\n3\t2\n2\t3\n", encoding="utf-8")
    odd.write_text("when|giver|taker\n5|1|2\n6|3|2\n7|2|3\n", encoding="utf-8")
    by_flag = read_mail_log(odd, sender="giver", recipient="taker", time="when")
    assert [message[:2] for message in by_flag.messages] == [
        message[:2] for message in read_mail_log(plain).messages
    ]
    with pytest.raises(InputFileError):
        read_mail_log(odd, sender="nobody")


def test_what_cannot_be_told_apart_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text("a,b\n1,2\n2,3\n3,1\n", encoding="utf-8")
    with pytest.raises(UsageError):
        read_truth(path)
    with pytest.raises(UsageError):
        read_truth(path, manager="b", rank="b")
    assert read_truth(path, id_column="a", manager="b").managers == {"1": "2", "2": "3", "3": "1"}
    assert read_truth(path, id_column="a", rank="b").ranks == {"1": 2.0, "2": 3.0, "3": 1.0}


def test_circles_and_ties() -> None:
    assert pairs_of_lines({0: 1, 1: 0}) == [(0, 1), (1, 0)]
    assert right(np.array([1.0, 1.0 + 1e-15, 0.5]), [(0, 1), (0, 2), (2, 1)]).tolist() == [0.5, 1.0, 0.0]
    same = paired_bootstrap(np.ones(50), np.ones(50), np.random.default_rng(1))
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)
    marks = np.array([1.0] * 60 + [0.0] * 40)
    better = paired_bootstrap(marks, 1.0 - marks, np.random.default_rng(1))
    assert better.value == pytest.approx(0.2)
    assert better.low < better.value < better.high


def test_order_and_names_never_change_power() -> None:
    rng = np.random.default_rng(3)
    counts = csr_array(np.triu(rng.poisson(0.7, (30, 30)), 1) + np.tril(rng.poisson(0.4, (30, 30)), -1))
    order = rng.permutation(30)
    moved = network_power(csr_array(counts.toarray()[np.ix_(order, order)])).score
    assert moved == pytest.approx(network_power(counts).score[order], abs=1e-9)


def test_power_is_the_sum_of_its_parts() -> None:
    counts = csr_array(np.random.default_rng(4).poisson(0.5, (20, 20)) * (1 - np.eye(20)))
    found = network_power(counts)
    total = sum(share * found.parts[name] for name, share in found.shares().items())
    assert found.score == pytest.approx(total)
    assert sum(found.shares().values()) == pytest.approx(1.0)
    assert all((values >= 0.0).all() and (values < 1.0).all() for values in found.parts.values())


def test_power_without_messages_is_nobodys() -> None:
    assert (network_power(csr_array((5, 5))).score[1:] == network_power(csr_array((5, 5))).score[0]).all()
    assert network_power(csr_array((0, 0))).score.shape == (0,)


def test_heads_of_an_invented_company_are_found(tmp_path: Path) -> None:
    """Sixty people under six managers and a head, who write to each other at random and up the line."""
    rng = random.Random(11)
    over = {f"p{n}": f"m{n % 6}" for n in range(60)} | {f"m{n}": "head" for n in range(6)}
    rows = [(one, other) for one, other in over.items() for _ in range(rng.randint(1, 9))]
    rows += [(other, one) for one, other in over.items() for _ in range(rng.randint(0, 4))]
    rows += [tuple(rng.sample(sorted(over), 2)) for _ in range(150)]
    log, truth = tmp_path / "log.csv", tmp_path / "truth.csv"
    log.write_text("\n".join(["from,to", *(",".join(row) for row in rows)]), encoding="utf-8")
    truth.write_text("\n".join(["id,manager", *(",".join(row) for row in over.items())]), encoding="utf-8")
    methods = evaluate_key_person(log, truth)["groups"]["all"]["methods"]
    assert methods["enishi"]["pair_accuracy"] > 0.9
    assert methods["enishi"]["manager_auc"] > 0.9


def test_command_prints_the_form_of_all_evaluations(files: tuple[Path, Path]) -> None:
    log, lines = files
    done = CliRunner().invoke(evaluate, ["key-person", "--mails", str(log), "--truth", str(lines)])
    assert done.exit_code == 0
    assert "manager_auc" in done.output


def test_reported_baselines_of_enron_come_out_and_are_beaten(data_folder: Path, tmp_path: Path) -> None:
    ranks = {
        "CEO": 6,
        "President": 5,
        "Managing Director": 4,
        "Vice President": 3,
        "Director": 2,
        "Manager": 2,
        "In House Lawyer": 1,
        "Trader": 1,
        "Employee": 0,
    }
    truth = tmp_path / "ranks.csv"
    with (data_folder / "enron" / "nodes.csv").open(encoding="utf-8") as file:
        rows = [(row["node_id"], ranks.get(row["note"].split(",")[0])) for row in csv.DictReader(file)]
    said = [f"{one},{rank}" for one, rank in rows if rank is not None]
    truth.write_text("\n".join(["id,rank", *said]), encoding="utf-8")
    group = evaluate_key_person(data_folder / "enron" / "edges.csv.gz", truth)["groups"]["all"]
    accuracy = {name: values["pair_accuracy"] for name, values in group["methods"].items()}
    assert group["n"] == 6377
    assert accuracy["in_degree"] == pytest.approx(0.6971, abs=1e-4)
    assert accuracy["weighted_degree"] == pytest.approx(0.5792, abs=1e-4)
    assert accuracy["pagerank"] == pytest.approx(0.6296, abs=1e-4)
    assert accuracy["betweenness"] == pytest.approx(0.6204, abs=1e-4)
    assert group["difference"]["pair_accuracy"]["low"] > 0.0


@pytest.mark.parametrize(
    ("name", "rank"),
    [
        *[("ht_advice", "level"), ("ht_friends", "level")],
        *[("law_advice", "status"), ("law_cowork", "status"), ("law_friends", "status")],
    ],
)
def test_no_surveyed_network_is_lost_by_more_than_noise(data_folder: Path, name: str, rank: str) -> None:
    nodes, ties = (data_folder / "org_networks" / f"{name}_{kind}.csv" for kind in ("nodes", "edges"))
    found: dict[str, Any] = evaluate_key_person(ties, nodes, id_column="id", rank=rank, low_first=True)
    assert found["groups"]["all"]["difference"]["pair_accuracy"]["high"] >= 0.0
