"""Reads once what people ask first, so that the database has planned the queries and holds their pages.

A plan is made at the first use of a query after the server's start, which takes longer than the query itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from graph_models.records import Moment
from service.database import Database
from service.errors import EnishiError
from service.language import Language
from service.operations import questions
from service.operations.entities import card
from service.operations.overview import overview
from service.operations.scenes import account_scene

_log = logging.getLogger("enishi.warm_up")


def warm_up(database: Database, moment: Moment, lang: Language) -> None:
    """Ask the home screen and, of its first account, card, map and the four questions; nothing is kept."""
    try:
        accounts = overview(database, moment, lang, limit=20)["accounts"]
        for ask in _first_asked(database, moment, lang, accounts[0]["id"]) if accounts else ():
            ask()
    except EnishiError as error:
        # Nobody waits for these answers; who asks the same will be told.
        _log.debug("warm-up stopped: %s", error.key)


def _first_asked(
    database: Database, moment: Moment, lang: Language, id_: str
) -> tuple[Callable[[], object], ...]:
    return (
        lambda: card(database, id_, "Company", moment, lang),
        lambda: account_scene(database, id_, moment, limit=120),
        lambda: questions.ask_key_person(database, moment, lang, company=id_),
        lambda: questions.ask_lookalike(database, moment, lang, companies=[id_]),
        # Last, since there is no own company to ask it for on public data.
        lambda: questions.ask_expansion(database, moment, lang),
    )
