"""Who probably holds a role that is missing in a running deal, as proposals for a person to accept or refuse.

It is the prediction of `service.analysis.missing_roles`: a role is proposed only where that does not abstain.
"""

from __future__ import annotations

from graph_models.ids import relationship_id
from service.analysis.buying_center import Center
from service.analysis.lines import Proposal
from service.analysis.role_experience import SMOOTHING


def role_proposals(center: Center, deal_id: str) -> list[Proposal]:
    """Return the likeliest holder of each missing role, best first; nobody in a deal that is over.

    Returns
    -------
    list of Proposal
        ``score`` is the probability, the product of its ``reasons`` over all candidates; ``confidence`` how
        much of what is known of the role was learned from its holders and not taken from everybody.
    """
    if not center.is_running:
        return []
    found = []
    for row in center.details["missing"]:
        if row["abstains"]:
            continue
        best, role = row["likely"][0], str(row["role"])
        person = str(best["contact"]["id"])
        found.append(
            Proposal(
                relationship_id("HOLDS_ROLE", person, deal_id, role),
                "HOLDS_ROLE",
                person,
                deal_id,
                best["probability"],
                row["learned_from"] / (row["learned_from"] + SMOOTHING),
                (),
                {"role": role},
                role,
                tuple(best["reasons"]),
            )
        )
    return sorted(found, key=lambda one: (-one.score, one.id))
