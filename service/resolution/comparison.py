"""Two records compared: what each field says, in bits, and the probability that they are one."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from service.resolution.company_fields import compare_companies
from service.resolution.contact_fields import compare_contacts
from service.resolution.site_fields import compare_sites
from service.resolution.verdicts import Compared, Comparison, Decision, Outcome, Reason
from service.resolution.weights import DEFAULT, Weights

__all__ = ["Comparison", "Reason", "compare", "probability"]

_FIELDS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Compared]] = {
    "Company": compare_companies,
    "Site": compare_sites,
    "Contact": compare_contacts,
}


def compare(
    label: str, left: Mapping[str, Any], right: Mapping[str, Any], weights: Weights = DEFAULT
) -> Comparison:
    """Compare two nodes of one label.

    Parameters
    ----------
    label
        Company, Site or Contact.
    left, right
        Their properties, and what is known around them under more keys: ``organisations``,
        ``former_organisations``, ``departments`` (a Contact's; sets of ids), ``company_id`` and
        ``company_name`` (a Site's), ``address`` and ``phones`` (a Company's head office), and ``namesakes``,
        how many different ones of this name are known (1 when only this one).
    weights
        Bits for each outcome.

    Returns
    -------
    Comparison
        Symmetric: the sides may be exchanged, which exchanges ``left`` and ``right`` of the reasons.

    Raises
    ------
    KeyError
        For a label that is not resolved.

    Notes
    -----
    Fellegi, Sunter: A theory for record linkage, JASA 64 (1969): the bits of the fields add up, unknown ones
    are 0. A name that n bear says log2(n) bits less.

    Examples
    --------
    >>> found = compare("Company", {"name": "㈱山川工業"}, {"name": "株式会社山川工業"})
    >>> round(found.score, 3), [(reason.field, reason.bits) for reason in found.reasons if reason.bits]
    (0.985, [('name', 12.0)])
    """
    compared = _FIELDS[label](left, right)
    reasons = [
        replace(found, bits=weights.of(label, found.field, found.outcome)) for found in compared.reasons
    ]
    if (bearers := max(int(side.get("namesakes") or 1) for side in (left, right))) > 1:
        reasons.append(Reason("rarity", Outcome.COMMON, str(bearers), str(bearers), -math.log2(bearers)))
    if compared.ruling in (Decision.MERGE, Decision.APART):
        score = 1.0 if compared.ruling is Decision.MERGE else 0.0
    else:
        score = probability(weights.priors[label] + sum(found.bits for found in reasons))
    return Comparison(score, tuple(reasons), compared.ruling, weights.version)


def probability(bits: float) -> float:
    """Return the probability whose odds are two to the power of ``bits``.

    >>> probability(0.0), probability(3.0)
    (0.5, 0.8888888888888888)
    """
    return 1.0 / (1.0 + math.pow(2.0, -max(-500.0, min(500.0, bits))))
