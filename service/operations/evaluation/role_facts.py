"""The files of a company's records as facts about people, without a database: for evaluations of many files.

The rows go through the same importer; what is cut to a moment is cut as the queries do it. A test proves that
both ways give the same predictions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from graph_models.records import Moment, NodeRecord, RelationshipRecord
from graph_models.registry import label_of
from service.analysis.people import AccountFacts, Job, Participant, Person, RoleHeld, Target, Touch
from service.analysis.role_experience import PastRole
from service.importers.base import Row
from service.importers.demo import DemoImporter

Link = RelationshipRecord


@dataclass(frozen=True)
class Files:
    """Nodes by id, and relationships by type and end."""

    nodes: dict[str, NodeRecord]
    links: dict[str, list[Link]]

    @cached_property
    def starting(self) -> dict[tuple[str, str], list[Link]]:
        """Relationships by type and the id of the node they start at."""
        return self._by(lambda link: link.start_id)

    @cached_property
    def ending(self) -> dict[tuple[str, str], list[Link]]:
        """Relationships by type and the id of the node they end at."""
        return self._by(lambda link: link.end_id)

    def _by(self, end: Any) -> dict[tuple[str, str], list[Link]]:
        found: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for type_, links in self.links.items():
            for link in links:
                found[type_, end(link)].append(link)
        return found

    def deals(self) -> list[NodeRecord]:
        """Return the deals by id."""
        return sorted(
            (node for node in self.nodes.values() if node.label == "Deal"), key=lambda node: node.id
        )

    def text(self, id_: str, name: str) -> Any:
        """Return a property of a node."""
        return self.nodes[id_].properties.get(name)


def read_files(folder: Path) -> Files:
    """Return what the importer says of the files in a folder.

    Raises
    ------
    InputFileError
        When they are not the files of a company.
    """
    nodes: dict[str, NodeRecord] = {}
    links: dict[str, dict[str, Link]] = defaultdict(dict)
    for outcome in DemoImporter().read([folder], lambda _: None):
        if isinstance(outcome, Row):
            for record in outcome.records:
                if isinstance(record, NodeRecord):
                    nodes[record.id] = record
                else:
                    links[record.type][record.id] = record
    return Files(nodes, {type_: [of[id_] for id_ in sorted(of)] for type_, of in links.items()})


def _began(link: Link, moment: Moment) -> bool:
    return (link.valid_from is None or link.valid_from <= moment.as_of) and _known(link, moment)


def _known(record: Link | NodeRecord, moment: Moment) -> bool:
    return record.recorded_at is None or record.recorded_at <= moment.known_at


def _lasts(link: Link, day: date) -> bool:
    return link.valid_to is None or link.valid_to > day


def units_under(files: Files, id_: str, moment: Moment) -> set[str]:
    """Return the ids of the sites and departments under a company, site or department, itself included."""
    found, waiting = {id_}, [id_]
    while waiting:
        above = waiting.pop()
        for type_ in ("SITE_OF", "PART_OF"):
            for link in files.ending.get((type_, above), ()):
                if _began(link, moment) and _lasts(link, moment.as_of) and link.start_id not in found:
                    found.add(link.start_id)
                    waiting.append(link.start_id)
    return found


def facts_of(files: Files, account: str, deal: str, moment: Moment, horizon_days: float) -> AccountFacts:
    """Return what is known at a moment of the people of an account, and of those around a deal."""
    contacts = {
        link.start_id
        for unit in units_under(files, account, moment)
        for link in files.ending.get(("WORKS_AT", unit), ())
        if _began(link, moment) and _known(files.nodes[link.start_id], moment)
    }
    contacts |= {link.start_id for link in files.ending.get(("HOLDS_ROLE", deal), ()) if _began(link, moment)}
    contacts |= {
        link.end_id for link in files.starting.get(("APPROVAL_STEP", deal), ()) if _began(link, moment)
    }
    contacts = {id_ for id_ in contacts if _known(files.nodes[id_], moment)}
    people = [Person(id_, str(files.text(id_, "name"))) for id_ in sorted(contacts)]
    return AccountFacts(
        now=moment.until,
        as_of=moment.as_of,
        people=tuple(people),
        jobs=tuple(_jobs(files, contacts, moment)),
        roles=tuple(_roles(files, contacts, moment)),
        touches=tuple(_touches(files, contacts, moment, horizon_days)),
    )


def _jobs(files: Files, contacts: Iterable[str], moment: Moment) -> Iterable[Job]:
    for id_ in sorted(contacts):
        for link in files.starting.get(("WORKS_AT", id_), ()):
            if _began(link, moment):
                name = str(files.text(link.end_id, "name"))
                title = link.properties.get("title")
                yield Job(
                    link.id,
                    id_,
                    link.end_id,
                    name,
                    None if title is None else str(title),
                    _lasts(link, moment.as_of),
                )


def _roles(files: Files, contacts: Iterable[str], moment: Moment) -> Iterable[RoleHeld]:
    for id_ in sorted(contacts):
        for type_, links in (
            ("HOLDS_ROLE", files.starting.get(("HOLDS_ROLE", id_), ())),
            ("APPROVAL_STEP", files.ending.get(("APPROVAL_STEP", id_), ())),
        ):
            for link in links:
                target = files.nodes[link.end_id if type_ == "HOLDS_ROLE" else link.start_id]
                if not (_began(link, moment) and _known(target, moment)):
                    continue
                said: Any = link.properties
                yield RoleHeld(
                    link.id,
                    id_,
                    _target(target, moment),
                    said.get("role") if type_ == "HOLDS_ROLE" else "approver",
                    said.get("stance"),
                    said.get("power"),
                    link.state.value,
                    link.confidence,
                    link.valid_from,
                    said.get("order"),
                    said.get("threshold"),
                )


def _target(node: NodeRecord, moment: Moment) -> Target:
    said: Any = node.properties
    closed = said.get("closed_on")
    is_over = closed is not None and closed <= moment.as_of
    return Target(
        node.id,
        node.label,
        str(said.get("name")),
        said.get("outcome", "open") if is_over else "open",
        said.get("opened_on"),
        closed if is_over else None,
    )


def _touches(files: Files, contacts: set[str], moment: Moment, horizon_days: float) -> Iterable[Touch]:
    since = moment.until - timedelta(days=horizon_days)
    ids = {
        link.end_id
        for id_ in contacts
        for link in files.starting.get(("TOOK_PART", id_), ())
        if _began(link, moment)
    }
    for id_ in sorted(ids):
        node = files.nodes[id_]
        said: Any = node.properties
        if not (since <= said["at"] < moment.until and _known(node, moment)):
            continue
        parts = tuple(
            Participant(link.start_id, label_of(link.start_id) == "Member", link.properties.get("as"))  # type: ignore[arg-type]
            for link in files.ending.get(("TOOK_PART", id_), ())
            if _began(link, moment) and _known(files.nodes[link.start_id], moment)
        )
        deals = sorted(
            link.end_id
            for link in files.starting.get(("ABOUT", id_), ())
            if _began(link, moment) and label_of(link.end_id) == "Deal"
        )
        yield Touch(id_, said.get("kind", ""), said["at"], said.get("direction"), parts, tuple(deals))


def all_past_roles(files: Files) -> list[tuple[PastRole, datetime]]:
    """Return every role in a deal that is over, with when it was recorded, newest deals last."""
    found = []
    for link in files.links.get("HOLDS_ROLE", ()):
        deal = files.nodes[link.end_id]
        said: Any = deal.properties
        if deal.label != "Deal" or said.get("closed_on") is None:
            continue
        own: Any = link.properties
        job = _job_at(files, link.start_id, said["closed_on"])
        places = [at.end_id for at in files.starting.get(("AT", deal.id), ())]
        always = Moment(date.max, datetime.max.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
        here = {unit for place in places for unit in units_under(files, place, always)}
        past = PastRole(
            link.id,
            deal.id,
            link.start_id,
            own["role"],
            job.properties.get("title") if job else None,  # type: ignore[arg-type]
            files.text(job.end_id, "name") if job else None,
            job.end_id in here if job and places else None,
            own.get("power"),
            said.get("outcome"),
            said["closed_on"],
            said.get("amount"),
            said.get("currency"),
            (),
        )
        found.append((past, link.recorded_at or datetime.min.replace(tzinfo=UTC)))
    return sorted(found, key=lambda item: (item[0].closed_on, item[0].id))


def _job_at(files: Files, contact_id: str, day: date) -> Link | None:
    return next(
        (
            link
            for link in files.starting.get(("WORKS_AT", contact_id), ())
            if (link.valid_from is None or link.valid_from <= day)
            and (link.valid_to is None or link.valid_to >= day)
        ),
        None,
    )


def population_of(files: Files, moment: Moment) -> Counter[tuple[str | None, str | None]]:
    """Return how many people have each title in a unit of each name."""
    found: Counter[tuple[str | None, str | None]] = Counter()
    for link in files.links.get("WORKS_AT", ()):
        if _began(link, moment) and _lasts(link, moment.as_of):
            found[link.properties.get("title"), files.text(link.end_id, "name")] += 1  # type: ignore[index]
    return found
