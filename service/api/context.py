"""What a view needs of its application: database, settings, language and the moment asked of."""

from __future__ import annotations

from typing import Any, cast

from flask import current_app, request

from graph_models.records import Moment
from service.database import Database
from service.language import LANGUAGES, Language, best_language
from service.operations.moments import moment_of
from service.settings import Settings

KEY = "enishi"


def database() -> Database:
    """Return the open graph."""
    return cast(Database, current_app.extensions[KEY]["database"])


def settings() -> Settings:
    """Return the settings."""
    return cast(Settings, current_app.extensions[KEY]["settings"])


def language() -> Language:
    """Return the language of the answer: ``lang``, then Accept-Language, then the setting."""
    given = request.args.get("lang")
    if given in LANGUAGES:
        return given
    return best_language(list(request.accept_languages.values()), settings().language)


def moment(arguments: dict[str, Any]) -> Moment:
    """Return the moment the request asks of."""
    return moment_of(settings().timezone, arguments.get("as_of"), arguments.get("known_at"))
