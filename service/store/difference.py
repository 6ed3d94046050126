"""What a batch would change, field by field, while it is only tried: counted whole, shown in part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph_models.claims import Trust, trust_in
from graph_models.merging import Properties
from service.database import Rows
from service.store.claims import Standing

KEPT = 300
"""Changes of each label or type that are kept, of new ones and of changed ones; the others are counted."""
_NAMES = ("name", "title", "subject", "number", "kind")


@dataclass(slots=True)
class Difference:
    """Changes by what comes of them and by label or type.

    Something is ``created`` or ``updated``; a record is ``merged`` into another, or a pair of them is put
    before a person (``review``). ``items``: as they are shown; ``totals``: how many there are;
    ``not_compared``: records that were not compared with others, for being too many.
    """

    kept: int = KEPT
    items: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    totals: dict[tuple[str, str], int] = field(default_factory=dict)
    not_compared: int = 0

    def add(
        self,
        change: str,
        name: str,
        id_: str,
        old: Properties,
        new: Properties,
        claims: Iterable[Standing] = (),
        trust: Trust | None = None,
    ) -> None:
        """Note one change; ``old`` are the properties before, ``new`` those that change."""
        items = self._counted(change, name)
        if len(items) >= self.kept:
            return
        known = sorted(
            (item.claim for item in claims), key=lambda claim: (trust_in(claim.source, trust or {}), claim.at)
        )
        items.append(
            {
                "change": change,
                "name": name,
                "id": id_,
                "title": next(
                    (str(view[key]) for view in (new, old) for key in _NAMES if view.get(key)), id_
                ),
                "fields": [
                    {
                        "property": property_,
                        "old": old.get(property_),
                        "new": value,
                        "source": _source_of(property_, old, known) if property_ in old else None,
                    }
                    for property_, value in sorted(new.items())
                    if property_ not in ("sources", "source")
                ],
            }
        )

    def add_pair(
        self, change: str, name: str, ids: tuple[str, str], names: Mapping[str, str], reasons: Rows
    ) -> None:
        """Note two records that are one or could be; of those that are, the second stands for both.

        Parameters
        ----------
        names
            What the two are called, and others that the reasons speak of, by id.
        reasons
            What speaks for and against.
        """
        if len(items := self._counted(change, name)) < self.kept:
            one, other = ({"id": id_, "title": names.get(id_, id_)} for id_ in ids)
            pair = {"other": other, "reasons": reasons, "names": dict(names)}
            items.append({"change": change, "name": name, **one, "fields": [], **pair})

    def _counted(self, change: str, name: str) -> list[dict[str, Any]]:
        key = change, name
        self.totals[key] = self.totals.get(key, 0) + 1
        return self.items.setdefault(key, [])

    def as_dict(self) -> dict[str, Any]:
        """Return the items and how many there are by change and name."""
        return {
            "items": [item for items in self.items.values() for item in items],
            "totals": [
                {"change": change, "name": name, "total": total, "kept": len(self.items[change, name])}
                for (change, name), total in sorted(self.totals.items())
            ],
            "not_compared": self.not_compared,
        }


def _source_of(property_: str, old: Mapping[str, Any], known: list[Any]) -> str | None:
    for claim in reversed(known):
        if claim.said.get(property_) == old[property_]:
            return str(claim.source)
    sources = old.get("sources") or [old.get("source")]
    return ", ".join(source for source in sources if source) or None
