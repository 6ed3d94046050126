"""What the graph must be, worked out from claims and aliases alone; shares no code with the store.

The rules are stated here a second time, for the few properties that the machine uses. The last value in
order of trust, then time, holds; lists are joined; of names of companies the shortest holds; what a
person typed in holds as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

JOINED = ("aliases", "emails", "sources")
EDIT = "manual"


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
        for into, said in ((spoken.nodes, nodes), (spoken.jobs, jobs)):
            for about, properties in said.items():
                mine = self._said_by(source, about)
                if (
                    source == EDIT
                    or not mine
                    or _folded([*mine, (0, at, source, properties)]) != _folded(mine)
                ):
                    into[about] = dict(properties)
        self.runs[run] = spoken

    @staticmethod
    def _differs(about: Any, one: list[Any], other: list[Any]) -> bool:
        is_company = str(about).startswith("company-")
        return _folded(one, is_company=is_company) != _folded(other, is_company=is_company)

    def _said_by(self, source: str, about: Any) -> list[tuple[int, int, str, dict[str, Any]]]:
        found = []
        for run in self.runs.values():
            if run.source == source:
                found += [(0, run.at, source, kept[about]) for kept in (run.nodes, run.jobs) if about in kept]
        return found

    def place(self, id_: str) -> str:
        """Where a record stands."""
        return self.into.get(id_, id_)

    def nodes(self) -> dict[str, dict[str, Any]]:
        """Each node that stands, with its properties."""
        claims: dict[str, list[Any]] = {}
        for run in self.runs.values():
            for about, said in run.nodes.items():
                claim = (self._trust(run.source), run.at, run.source, {**said, "sources": [run.source]})
                claims.setdefault(self.place(about), []).append(claim)
        return {id_: _folded(found, is_company=id_ in self.companies()) for id_, found in claims.items()}

    def companies(self) -> set[str]:
        """Ids of companies, whose shortest name holds."""
        return {about for run in self.runs.values() for about in run.nodes if about.startswith("company-")}

    def jobs(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Each job that stands."""
        claims: dict[tuple[str, str], list[Any]] = {}
        for run in self.runs.values():
            for (person, employer), said in run.jobs.items():
                claim = (self._trust(run.source), run.at, run.source, said)
                claims.setdefault((self.place(person), self.place(employer)), []).append(claim)
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


def _folded(
    claims: list[tuple[int, int, str, dict[str, Any]]], *, is_company: bool = False
) -> dict[str, Any]:
    view: dict[str, Any] = {}
    for _, _, source, said in sorted(claims, key=lambda claim: claim[:3]):
        for name, value in said.items():
            if name in JOINED and name in view and (source != EDIT or name == "sources"):
                view[name] = sorted({*view[name], *value})
            elif is_company and name == "name" and name in view:
                view[name] = min(view[name], value, key=lambda text: (len(text), text))
            else:
                view[name] = value
    return view
