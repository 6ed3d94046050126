"""The blueprint of the API: arguments nobody knows are refused, not passed over in silence."""

from __future__ import annotations

from typing import Any

import flask_smorest
from webargs.flaskparser import FlaskParser


class _Parser(FlaskParser):
    # What is unknown is up to the schema, wherever it comes from.
    DEFAULT_UNKNOWN_BY_LOCATION = dict.fromkeys(FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION)

    def use_args(self, argmap: Any, *args: Any, **options: Any) -> Any:
        """Make the schema once, not anew for each request."""
        schema = argmap() if isinstance(argmap, type) else argmap
        return super().use_args(schema, *args, **options)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc] # flask-smorest has no types
    """A blueprint whose arguments are checked as strictly as their schemas say."""

    ARGUMENTS_PARSER = _Parser()
