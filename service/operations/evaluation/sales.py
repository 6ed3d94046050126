"""Sales in a file of public awards, for measuring what would have told of them beforehand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from service.analysis.sales_history import Sale
from service.errors import InputFileError
from service.operations.evaluation.tables import read_table
from service.resolution import corporate_number
from service.resolution.names import clean
from service.resolution.resolve import resolve

COLUMNS = ("org", "dept", "name", "open_date", "winner_name")
_FORMS = re.compile(r"株式会社|有限会社|合同会社|合資会社|\((?:株|有|同|資)\)|\s")
_NOBODY = ("", "-")


def simple_key(name: str) -> str:
    """Return the name without legal forms and white space: the key that the data's own figures go by.

    >>> simple_key("（株） 山川　工業")
    '山川工業'
    """
    return _FORMS.sub("", unicodedata.normalize("NFKC", name))


def read_sales(path: Path) -> tuple[list[Sale], dict[str, list[Sale]], list[Sale]]:
    """Return the sales of a file, those by source, and all with sellers told apart by our own resolution.

    Raises
    ------
    InputFileError
        When the file is not of this form.
    """
    table = read_table(path, COLUMNS)
    sales: list[Sale] = []
    by_source: dict[str, list[Sale]] = {}
    rows: list[Mapping[str, str]] = []
    for row in table.rows:
        seller = simple_key(row["winner_name"])
        if seller in _NOBODY:
            continue
        try:
            on = date.fromisoformat(row["open_date"])
        except ValueError as error:
            raise InputFileError(
                "evaluating.bad_day", file=path.name, column="open_date", value=row["open_date"]
            ) from error
        unit, region = (row["org"], row["dept"]), row.get("pref", "")
        sale = Sale(seller, unit, region, on, row.get("slug", ""), row.get("category", ""), row["name"])
        sales.append(sale)
        rows.append(row)
        if source := row.get("src", ""):
            by_source.setdefault(source, []).append(sale)
    seller_of = resolved_sellers(rows)
    resolved = [replace(sale, seller=seller_of[_record(row)]) for sale, row in zip(sales, rows, strict=True)]
    return sales, by_source if len(by_source) > 1 else {}, resolved


def resolved_sellers(rows: list[Mapping[str, str]]) -> dict[str, str]:
    """Return for each writing of a winner (name and number) the seller it is."""
    records: dict[str, dict[str, str]] = {}
    for row in rows:
        number = corporate_number.normalise(row.get("corporate_no", ""))
        known = {"corporate_number": number} if corporate_number.is_valid(number) else {}
        records[_record(row)] = {"name": clean(row["winner_name"]), **known}
    found = resolve("Company", records)
    seller_of = {id_: id_ for id_ in records}
    for members in found.groups:
        seller_of |= dict.fromkeys(members, min(members))
    return seller_of


def _record(row: Mapping[str, str]) -> str:
    return f"{clean(row['winner_name'])} {corporate_number.normalise(row.get('corporate_no', ''))}"
