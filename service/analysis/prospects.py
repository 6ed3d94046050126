"""The parts by which the measured ranking tells where a seller sells next, for the targets of an answer.

They are those of `service.analysis.prospect_parts`, which `enishi evaluate expansion` measures, taken from
all sales of the graph. A unit that nobody is known to have sold at has none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from service.analysis.accounts import Unit, Win
from service.analysis.expansion_facts import Candidate, Proofs
from service.analysis.prospect_parts import ProspectParts
from service.analysis.similarity import Vector, merged

SOURCES: Mapping[str, str] = {
    "co_served": "co_served",
    "titles": "titles",
    "unit_name": "unit_name",
    "recent_demand": "recent_demand",
    "yearly_demand": "yearly_demand",
    "newcomers": "newcomers",
    "newcomer_share": "newcomer_share",
    "product_demand": "product_demand",
    "seller_regions": "region",
    "organisation_recent": "organisation_recent",
    "organisation_share": "organisation_share",
}
"""Part of an answer -> what `ProspectParts` calls it."""
OF_ORGANISATION = ("organisation_recent", "organisation_share")
MOST_UNITS = 4000
"""Parts that compare every unit with every other are left unknown in a history of more units."""
COMPARING = ("co_served", "unit_name")


class Prospects:
    """The values of one seller over the targets, and the facts behind them.

    Parameters
    ----------
    parts
        Of all sales up to the moment; None where no part is asked for.
    won_at
        Unit -> the seller's successes there.
    """

    def __init__(
        self,
        parts: ProspectParts | None,
        seller_id: str,
        targets: Sequence[Unit],
        won_at: Mapping[str, Sequence[Win]],
    ) -> None:
        self._won_at = won_at
        self.values = _values(parts, seller_id, targets)

    def facts(
        self, part: str, candidate: Candidate, proofs: Proofs, of_organisation: Callable[[], tuple[str, ...]]
    ) -> tuple[str, ...]:
        """Return the ids behind a part's value.

        Parameters
        ----------
        of_organisation
            The facts that tie the target to its organisation, and what was won there.
        """
        unit = candidate.unit
        if part in OF_ORGANISATION:
            return of_organisation()
        here = merged(ids for (place, _), ids in proofs.deals.items() if place == unit.id)
        if part in ("recent_demand", "yearly_demand", "newcomers", "newcomer_share"):
            return here
        if part == "unit_name":
            return merged(((unit.id,), tuple(self._won_at)))
        ours = tuple(win.id for wins in self._won_at.values() for win in wins)
        return merged((here, ours, unit.places if part == "seller_regions" else ()))


def _values(parts: ProspectParts | None, seller_id: str, targets: Sequence[Unit]) -> dict[str, Vector]:
    none = np.full(len(targets), np.nan)
    seller = parts.history.seller_place.get(seller_id) if parts else None
    if parts is None or seller is None:
        return dict.fromkeys(SOURCES, none)
    history = parts.history
    is_large = len(history.units) > MOST_UNITS
    wanted = [name for name in SOURCES if not (is_large and name in COMPARING)]
    told = parts.of(np.array([seller], dtype=np.intp), [SOURCES[name] for name in wanted])
    place = {unit[1]: at for at, unit in enumerate(history.units)}
    columns = np.array([place.get(unit.id, -1) for unit in targets], dtype=np.intp)
    has_organisation = np.array([bool(unit.company_id and unit.evidence) for unit in targets], dtype=np.bool_)
    found = dict.fromkeys(SOURCES, none)
    for name in wanted:
        known = (columns >= 0) & (has_organisation if name in OF_ORGANISATION else True)
        row = np.asarray(told[SOURCES[name]])[0]
        found[name] = np.where(known, np.clip(row[columns], 0.0, 1.0), np.nan)
    return found
