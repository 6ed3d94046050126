"""The backtest of the ranking on the user's own graph, over HTTP."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.arguments import Arguments
from service.api.schemas.backtest import (
    BacktestFoundSchema,
    BacktestsArguments,
    BacktestsSchema,
    BeginBacktestArguments,
)
from service.operations.backtest import Wish, backtest_told, backtests_told, run_backtest_behind
from service.operations.opening import COMMAND_PATIENCE

blueprint = Blueprint("backtest", __name__, description="How good the ranking was on what is known by now")


@blueprint.route("/backtests")
class BacktestsView(MethodView):
    """The runs."""

    @blueprint.arguments(BacktestsArguments, location="query")
    @blueprint.response(200, BacktestsSchema)
    def get(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """The latest runs, each with recall of new targets beside the best simple ranking."""
        return backtests_told(database(), language(), arguments["limit"])

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(BeginBacktestArguments, location="json")
    @blueprint.response(202, BacktestFoundSchema)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Freeze the graph at a day, rank, and hold it against what was sold next; it runs behind."""
        at = moment({"as_of": body["cut"], "known_at": body.get("known_at")})
        wish = Wish(at, body["horizon"], body.get("seller"), body.get("by"))
        return run_backtest_behind(database().patient(COMMAND_PATIENCE), wish, language())


@blueprint.route("/backtests/<string:id>")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, BacktestFoundSchema)
def backtest_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """One run with what it found, or how far it is."""
    return backtest_told(database(), id, language())
