"""splink, configured and trained as its authors advise, as the baseline for records with several fields.

It is a development tool: nothing but the evaluation imports it, and only when it is asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from service.errors import UsageError

Scores = dict[tuple[int, int], float]

SAMPLED_PAIRS = 1_000_000.0
MANY_VALUES = 0.3
"""Share of distinct values from which a field can block by itself, and names a person nearly."""


def splink_scores(
    left: Sequence[Mapping[str, str]], right: Sequence[Mapping[str, str]] | None = None, seed: int = 7
) -> Scores:
    """Return the probability that splink gives each pair of records (by their places) it compares.

    Blocking rules: every field with many values, and the pairs of the others that part the records well;
    chances u by random sampling, m by EM in sessions that block on different fields; term frequencies.

    Raises
    ------
    UsageError
        When splink is not installed.
    """
    try:
        from splink import Linker, SettingsCreator, block_on
        from splink.backends.duckdb import DuckDBAPI
    except ImportError as error:
        raise UsageError("evaluating.splink_missing") from error
    logging.getLogger("splink").setLevel(logging.ERROR)
    fields = sorted({name for record in left for name in record})
    shares = {name: _share_of_values(left, name) for name in fields}
    keen = sorted((name for name in fields if shares[name] >= MANY_VALUES), key=lambda name: -shares[name])
    dull = [name for name in fields if shares[name] >= 0.02 and name not in keen]
    rules: list[Any] = [block_on(name) for name in keen] + [
        block_on(one, other) for number, one in enumerate(dull) for other in dull[number + 1 :]
    ]
    settings = SettingsCreator(
        link_type="dedupe_only" if right is None else "link_only",
        unique_id_column_name="unique_id",
        comparisons=[_comparison(name, left) for name in fields],
        blocking_rules_to_generate_predictions=rules or [block_on(fields[0])],
        retain_matching_columns=False,
    )
    api = DuckDBAPI()
    tables = [api.register(_columns(left, fields), table_name="a")]
    if right is not None:
        tables.append(api.register(_columns(right, fields), table_name="b"))
    linker = Linker(tables if right is not None else tables[0], settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [block_on(one, other) for number, one in enumerate(keen) for other in keen[number + 1 :]]
        or [block_on(*fields[:2])],
        recall=0.8,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=seed)
    for name in keen[:3] or fields[:2]:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(name))
    found = linker.inference.predict(threshold_match_probability=0.001).as_dict()
    ours = zip(found["unique_id_l"], found["unique_id_r"], found["match_probability"], strict=True)
    if right is None:
        return {(min(int(a), int(b)), max(int(a), int(b))): float(score) for a, b, score in ours}
    flipped = [str(name).endswith("b") for name in found["source_dataset_l"]]
    return {
        ((int(b), int(a)) if flip else (int(a), int(b))): float(score)
        for (a, b, score), flip in zip(ours, flipped, strict=True)
    }


def _comparison(name: str, records: Sequence[Mapping[str, str]]) -> Any:
    from splink import comparison_library

    values = [record.get(name, "") for record in records if record.get(name)]
    if all(value.isdigit() for value in values):
        made: Any = comparison_library.DamerauLevenshteinAtThresholds(name, [1, 2])
    else:
        made = comparison_library.JaroWinklerAtThresholds(name, [0.92, 0.8])
    return made.configure(term_frequency_adjustments=True)


def _columns(records: Sequence[Mapping[str, str]], fields: Sequence[str]) -> Any:
    """Return the records as a table that splink takes; what is empty is null."""
    import pyarrow  # type: ignore[import-untyped]

    columns: dict[str, list[Any]] = {"unique_id": list(range(len(records)))}
    columns |= {name: [record.get(name) or None for record in records] for name in fields}
    return pyarrow.table(columns)


def _share_of_values(records: Sequence[Mapping[str, str]], name: str) -> float:
    values = [record[name] for record in records if record.get(name)]
    return len(set(values)) / len(values) if values else 0.0
