"""A moment in the past sees nothing that became true, or was learned, after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time

import pytest

from graph_models.records import Moment
from graph_models.registry import label_of
from service.database import Database
from service.operations.entities import card
from service.operations.overview import overview
from service.operations.scenes import account_scene, neighbours
from tests.integration.answer_cases import CASES, case, stories
from tests.integration.asking import InTransaction, as_text, day, demo_id, now, undone
from tests.integration.later_facts import Place, end_later, places, things, write_later

BEFORE = day(date(2026, 8, 1))
"""What was true then, with all that is known now."""
KNEW = day(date(2026, 11, 1), known_at=datetime(2026, 8, 1, 12, tzinfo=UTC))
"""What was known then of a later day."""
LATER = date(2026, 10, 15)


@pytest.fixture(scope="module")
def around(demo: Database) -> list[Place]:
    """The places the cases are about."""
    told = stories()
    keys = [told[name]["site_id"] for name in ("site_success", "specifier", "blocker", "lookalike_abroad")]
    keys += told["site_success"]["sister_site_ids"]
    keys += [told["champion_left"]["from_site_id"], told["lookalike_abroad"]["reference_site_id"]]
    found = places(demo, [demo_id("Site", key) for key in keys])
    assert len(found) >= 6
    return found


@pytest.fixture(scope="module", params=["became true later", "learned later"])
def later(
    request: pytest.FixtureRequest, demo: Database, around: list[Place]
) -> Iterator[tuple[InTransaction, Moment]]:
    """A graph in which much more is known than at a moment, and the moment."""
    became_true = request.param == "became true later"
    on, learned = (LATER, date(2025, 1, 1)) if became_true else (date(2025, 1, 1), LATER)
    with undone(demo) as scratch:
        if became_true:
            end_later(scratch, around, on)
        at = datetime.combine(learned, time(), UTC)
        # A company has no day from which it is: it can only be learned of later.
        write_later(scratch, around, things(demo), on, at, companies=not became_true)
        yield scratch, BEFORE if became_true else KNEW


VIEWS: dict[str, Callable[[Database, str, Moment], object]] = {
    "account": lambda database, id_, moment: account_scene(database, id_, moment, limit=60),
    "neighbours": lambda database, id_, moment: neighbours(database, id_, moment, "ja"),
    "card": lambda database, id_, moment: card(database, id_, str(label_of(id_)), moment, "ja"),
    # How much there is in all is not of a moment.
    "overview": lambda database, _, moment: {**overview(database, moment, "ja", limit=20), "counts": None},
}


@pytest.mark.parametrize("name", CASES)
def test_nothing_later_has_any_effect(demo: Database, name: str, later: tuple[InTransaction, Moment]) -> None:
    asked, (scratch, moment) = case(demo, name), later
    assert as_text(asked.ask(scratch, moment)) == as_text(asked.ask(demo, moment))
    assert as_text(asked.ask(scratch, now())) != as_text(asked.ask(demo, now())), "the facts are of this"


@pytest.mark.parametrize("view", VIEWS)
def test_pictures_and_cards_are_of_the_moment_too(
    demo: Database, around: list[Place], view: str, later: tuple[InTransaction, Moment]
) -> None:
    scratch, moment = later
    place, show = around[0], VIEWS[view]
    for id_ in (place.company, place.site, place.department, place.contacts[0], place.deal):
        seen, before = as_text(show(scratch, id_, moment)), as_text(show(demo, id_, moment))
        assert seen == before, id_
    assert as_text(show(scratch, place.company, now())) != as_text(show(demo, place.company, now()))
