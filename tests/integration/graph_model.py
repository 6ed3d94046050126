"""What the graph must be, worked out from claims and aliases alone; shares no code with the store.

The rules are stated here a second time, for the few properties that the machine uses. The last value in
order of trust, then time, then id of what it was said of, holds; lists are joined; of names of companies the
shortest holds; what a person typed in holds as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

JOINED = ("aliases", "emails", "sources")
EDIT = "manual"

Claim = tuple[int, int, str, str, dict[str, Any]]
"""Trust in the source, number of the run, id of what it was said of, source, and what it said."""


@dataclass
class Run:
    """One run: its source, when it was, and what it said of nodes and of jobs (person, employer)."""

    source: str
    at: int
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    jobs: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)


@dataclass
class Model:
    """The runs that stand, in the order they came, and where merged records went."""

    runs: dict[str, Run] = field(default_factory=dict)
    into: dict[str, str] = field(default_factory=dict)
    trust: dict[str, int] = field(default_factory=dict)

    def say(self, run: str, source: str, at: int, nodes: dict[str, Any], jobs: dict[Any, Any]) -> None:
        """A source says something; what it said already in the same way adds nothing."""
        spoken = Run(source, at)
        pairs: list[tuple[dict[Any, Any], dict[Any, Any]]] = [(spoken.nodes, nodes), (spoken.jobs, jobs)]
        for into, said in pairs:
            for about, properties in said.items():
                mine = self._said_by(source, about)
                more = [*mine, (0, at, _key(about), source, properties)]
                if source == EDIT or not mine or _folded(more) != _folded(mine):
                    into[about] = dict(properties)
        self.runs[run] = spoken

    def _said_by(self, source: str, about: Any) -> list[Claim]:
        return [
            (0, run.at, _key(about), source, kept[about])
            for run in self.runs.values()
            if run.source == source
            for kept in (run.nodes, run.jobs)
            if about in kept
        ]

    def place(self, id_: str) -> str:
        """Where a record stands."""
        return self.into.get(id_, id_)

    def nodes(self) -> dict[str, dict[str, Any]]:
        """Each node that stands, with its properties."""
        claims: dict[str, list[Claim]] = {}
        for run in self.runs.values():
            for about, said in run.nodes.items():
                told = {**said, "sources": [run.source]}
                claim = (self._trust(run.source), run.at, about, run.source, told)
                claims.setdefault(self.place(about), []).append(claim)
        return {id_: _folded(found) for id_, found in claims.items()}

    def jobs(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Each job that stands."""
        claims: dict[tuple[str, str], list[Claim]] = {}
        for run in self.runs.values():
            for ends, said in run.jobs.items():
                claim = (self._trust(run.source), run.at, _key(ends), run.source, said)
                person, employer = map(self.place, ends)
                claims.setdefault((person, employer), []).append(claim)
        return {ends: _folded(found) for ends, found in claims.items()}

    def _trust(self, source: str) -> int:
        return self.trust.get(source, 100 if source == EDIT else 50)

    def later_of(self, run: str) -> set[str]:
        """Later runs of the same source, which must be undone first."""
        one = self.runs[run]
        return {
            id_
            for id_, other in self.runs.items()
            if other.source == one.source != EDIT and other.at > one.at
        }

    def hanging_on(self, run: str) -> set[str]:
        """Runs that told of jobs at nodes which would be gone."""
        spoken: dict[str, set[str]] = {}
        for id_, each in self.runs.items():
            for about in each.nodes:
                spoken.setdefault(self.place(about), set()).add(id_)
        gone = {about for about, ids in spoken.items() if ids == {run}}
        return {
            id_
            for id_, each in self.runs.items()
            if id_ != run
            for ends in each.jobs
            if gone & set(map(self.place, ends))
        }

    def undo(self, run: str) -> None:
        """Forget a run; a record that nobody speaks of any more is one with no other."""
        del self.runs[run]
        spoken = {about for each in self.runs.values() for about in each.nodes}
        self.into = {id_: to for id_, to in self.into.items() if id_ in spoken}


def _key(about: str | tuple[str, str]) -> str:
    return about if isinstance(about, str) else ".".join(about)


def _folded(claims: list[Claim]) -> dict[str, Any]:
    view: dict[str, Any] = {}
    for _, _, about, source, said in sorted(claims, key=lambda claim: claim[:3]):
        is_company = about.startswith("company-")
        for name, value in said.items():
            if name in JOINED and name in view and (source != EDIT or name == "sources"):
                view[name] = sorted({*view[name], *value})
            elif is_company and source != EDIT and name == "name" and name in view:
                view[name] = min(view[name], value, key=lambda text: (len(text), text))
            else:
                view[name] = value
    return view
