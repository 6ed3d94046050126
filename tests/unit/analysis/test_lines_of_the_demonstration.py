"""Suggested managers of the demonstration company's contacts, with every stated reporting line withheld."""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from service.analysis.lines import Lines
from service.analysis.people import AccountFacts, Job, Participant, Person, Touch, Unit
from service.analysis.people_view import PeopleView
from service.analysis.weights import WEIGHTS

DEMO = Path(__file__).parents[3] / "sample_data" / "demo"
DAY, NOW = date(2026, 6, 30), datetime(2026, 7, 1, tzinfo=UTC)
Row = dict[str, str]


def _rows(name: str) -> list[Row]:
    data = (DEMO / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def _stands(row: Row) -> bool:
    return row["valid_from"] <= DAY.isoformat() and (not row["valid_to"] or row["valid_to"] > DAY.isoformat())


def _accounts() -> Iterator[AccountFacts]:
    sites = {row["site_id"]: row["company_id"] for row in _rows("sites.csv")}
    departments = {row["department_id"]: row for row in _rows("departments.csv")}
    jobs, units, touches = defaultdict(list), defaultdict(list), defaultdict(dict)
    company_of: dict[str, str] = {}
    for row in filter(_stands, _rows("jobs.csv")):
        jobs[row["company_id"]].append(row)
        company_of[row["contact_id"]] = row["company_id"]
    for site, company in sites.items():
        units[company].append(Unit(site, "Site", site, frozenset({company, site}), site))
    for id_, row in departments.items():
        company, chain, above = sites[row["site_id"]], {id_, row["site_id"]}, row["parent_id"]
        while above:
            chain.add(above)
            above = departments[above]["parent_id"]
        units[company].append(Unit(id_, "Department", id_, frozenset({company, *chain}), row["site_id"]))
    for row in _rows("activities.csv.gz"):
        people = [
            Participant(id_, not id_.startswith("P"), part)
            for column, part in (("from", "from"), ("to", "to"), ("attendees", "attendee"))
            for id_ in row[column].split(";")
            if id_
        ]
        at = datetime.fromisoformat(row["at"])
        for item in people if at < NOW else ():
            if company := company_of.get(item.id):
                found = Touch(row["activity_id"], row["kind"], at, row["direction"], tuple(people))
                touches[company][found.id] = found
    for company, own in jobs.items():
        yield AccountFacts(
            NOW,
            DAY,
            tuple(Person(id_, id_) for id_ in sorted({row["contact_id"] for row in own})),
            tuple(
                Job(
                    f"works_at.{row['contact_id']}.{place}",
                    row["contact_id"],
                    row["department_id"] or row["site_id"] or company,
                    "",
                    row["title"] or None,
                    True,
                )
                for place, row in enumerate(own)
            ),
            (Unit(company, "Company", company, frozenset({company})), *units[company]),
            touches=tuple(touches[company].values()),
        )


def test_most_suggested_managers_are_the_stated_ones() -> None:
    stated = {row["contact_id"]: row["manager_id"] for row in filter(_stands, _rows("reporting_lines.csv"))}
    known = proposed = right = 0
    for facts in _accounts():
        people = facts.contacts()
        made = {one.start_id: one.end_id for one in Lines(PeopleView(facts), WEIGHTS.lines).reporting(people)}
        for person in people:
            if stated.get(person) in people:
                known += 1
                proposed += person in made
                right += made.get(person) == stated[person]
    assert known > 900
    assert proposed / known > 0.45
    assert right / proposed > 0.75
