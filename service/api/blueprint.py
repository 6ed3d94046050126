"""A blueprint that refuses arguments it does not know; by default they would be passed over in silence."""

from __future__ import annotations

import flask_smorest
from webargs.flaskparser import FlaskParser


class _Parser(FlaskParser):
    # What is unknown is up to the schema, wherever it comes from.
    DEFAULT_UNKNOWN_BY_LOCATION = dict.fromkeys(FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc] # flask-smorest has no types
    """A blueprint whose arguments are checked as strictly as their schemas say."""

    ARGUMENTS_PARSER = _Parser()
