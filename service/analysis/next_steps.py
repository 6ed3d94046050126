"""What to do next about a person of a buying center, from what the map says of the person; one step each."""

from __future__ import annotations

from datetime import datetime

from graph_models.records import Change
from graph_models.vocabulary import Stance
from service.analysis.committee import AGAINST
from service.analysis.people_view import PeopleView


def next_step(
    view: PeopleView, contact_id: str, stance: str | None, *, power: float | None, has_left: bool
) -> Change:
    """Return the step that comes first: what endangers the purchase before what would help it.

    Parameters
    ----------
    stance
        In the purchase; None for somebody who has nothing to do with it.
    power
        Over the decision, 0 to 1; None where nobody said.
    """
    ties, center = view.weights.tie, view.weights.buying_center
    tie = view.best_tie(contact_id)
    last = max((touch.at for touch in view.touches.get(contact_id, [])), default=None)
    silent = _silent_days(view, last)
    if has_left:
        return Change("next_steps.find_successor", {})
    if view.contacts[contact_id].is_opted_out:
        return Change("next_steps.respect_opt_out", {})
    if stance in AGAINST:
        strong = (power or 0.0) >= center.high_power
        return Change("next_steps.plan_for_blocker" if strong else "next_steps.hear_objections", {})
    if tie is None:
        return Change("next_steps.ask_for_introduction", {})
    if silent is not None and silent >= ties.cold_after_days:
        return Change("next_steps.get_in_touch", {"days": int(silent)})
    if stance == Stance.UNKNOWN:
        return Change("next_steps.ask_stance", {})
    if tie.strength < ties.engaged:
        return Change("next_steps.deepen", {})
    if stance == Stance.CHAMPION:
        return Change("next_steps.ask_champion", {})
    return Change("next_steps.keep_up", {})


def _silent_days(view: PeopleView, last: datetime | None) -> float | None:
    return None if last is None else view.facts.age_days(last)
