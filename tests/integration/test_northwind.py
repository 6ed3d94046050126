"""Northwind's files as they are: the good rows go in, the bad ones come back, and go in mended."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from service.database import Database
from service.operations.imports import ImportReport, run_import
from service.store.checksum import graph_checksum

NAMES = ("customers", "suppliers", "products", "orders", "order-details")


def imported(database: Database, rejects: Path, *paths: Path) -> ImportReport:
    return run_import(database, "northwind", list(paths), rejects=rejects, lang="en")


def number(database: Database, pattern: str) -> int:
    return int(database.run_statement(f"MATCH {pattern} RETURN count(*) AS n")[0]["n"])


def plain_rows(path: Path) -> tuple[int, int]:
    """Return how many rows a plain reader finds to have as many cells as the header, and how many not."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    good = sum(len(row) == len(header) for row in rows)
    return good, len(rows) - good


def mend(rejects: Path, headers: dict[str, list[str]]) -> int:
    """Mend the file as a person would: the address is put together again from the line."""
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert "cells" in row["_reason"], row["_reason"]
        cells, columns = next(csv.reader([row["_line"]])), headers[row["_table"]]
        place = next(i for i, column in enumerate(columns) if column.lower() in ("address", "shipaddress"))
        end = place + 1 + len(cells) - len(columns)
        cells = [*cells[:place], ",".join(cells[place:end]), *cells[end:]]
        row.update(dict(zip(columns, cells, strict=True)))
    with rejects.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


@pytest.mark.data
def test_northwind_goes_in_and_its_bad_rows_after_mending(
    database: Database, data_folder: Path, tmp_path: Path
) -> None:
    paths = {name: data_folder / "northwind" / f"{name}.csv" for name in NAMES}
    good, bad = map(sum, zip(*map(plain_rows, paths.values()), strict=True))
    orders, bad_orders = plain_rows(paths["orders"])
    assert bad > 50
    rejects = tmp_path / "rejects.csv"
    first = imported(database, rejects, *paths.values())
    assert (first.read, first.rejected) == (good + bad, bad)
    # An order whose row is bad is known by what was ordered, but not when and by whom.
    assert number(database, "(:Company)<-[:BY]-(p:Purchase WHERE p.purchased_on IS NOT NULL)") == orders
    assert number(database, "(:Purchase)-[:OF]->(:Product)") == plain_rows(paths["order-details"])[0]
    headers = {name: path.read_text("utf-8").splitlines()[0].split(",") for name, path in paths.items()}
    assert mend(rejects, headers) == bad
    second = imported(database, tmp_path / "more.csv", rejects)
    assert (second.read, second.rejected) == (bad, 0)
    assert number(database, "(:Company)<-[:BY]-(:Purchase)") == orders + bad_orders
    before = graph_checksum(database)
    third = imported(database, tmp_path / "more.csv", rejects)
    assert graph_checksum(database) == before
    assert {each[key] for each in third.tally.as_dict().values() for key in ("created", "updated")} == {0}
