"""Records that may be one, over HTTP: judge them, merge, part, learn, and resolve everything."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.arguments import Arguments
from service.api.schemas.resolution import (
    JudgeArguments,
    LearnArguments,
    LearnedSchema,
    LedgerSchema,
    MergeArguments,
    OutcomeSchema,
    PairsSchema,
    PartArguments,
    QueueArguments,
    ResolvingSchema,
    UseArguments,
    WeightsSchema,
    WithdrawJudgementArguments,
)
from service.operations.judging import judge, merge, part, withdraw
from service.operations.opening import COMMAND_PATIENCE
from service.operations.relearning import (
    learn_weights,
    resolve_all_behind,
    run_told,
    use_weights,
    weights_told,
)
from service.operations.review import history, queue
from service.operations.status import refresh_quietly

blueprint = Blueprint("resolution", __name__, description="Records that may be one")


@blueprint.route("/resolution/pairs")
@blueprint.arguments(QueueArguments, location="query")
@blueprint.response(200, PairsSchema)
def pairs_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Pairs for a person to judge, or those that are one, with both records and the reasons."""
    arguments.pop("lang", None)
    return queue(database(), language(), **arguments)


@blueprint.route("/resolution/judgements")
class JudgementsView(MethodView):
    """What people judge."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(JudgeArguments, location="json")
    @blueprint.response(200, OutcomeSchema)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Keep that two records are one, or two; it stands above every score."""
        return judge(_patient(), body.pop("left_id"), body.pop("right_id"), **body)

    @blueprint.arguments(WithdrawJudgementArguments, location="query")
    @blueprint.response(200, OutcomeSchema)
    def delete(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Take a judgement back; what the comparison says counts again."""
        return withdraw(_patient(), arguments["left_id"], arguments["right_id"])


@blueprint.route("/resolution/merge", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(MergeArguments, location="json")
@blueprint.response(200, OutcomeSchema)
def merge_view(_: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Let records be one."""
    return merge(_patient(), body.pop("ids"), is_confirmed=body.pop("confirm"), **body)


@blueprint.route("/resolution/part", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(PartArguments, location="json")
@blueprint.response(200, OutcomeSchema)
def part_view(_: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Take a record out of those it is one with."""
    return part(_patient(), body.pop("id"), **body)


@blueprint.route("/resolution/records/<string:id>")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, LedgerSchema)
def record_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """The ledger of a record: what it is one with, which pairs say so, and who judged."""
    return history(database(), id, language())


@blueprint.route("/resolution/weights")
class WeightsView(MethodView):
    """The weights."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, WeightsSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """The weights in use, and those that were learned."""
        return weights_told(database())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(LearnArguments, location="json")
    @blueprint.response(201, LearnedSchema)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Learn weights from all judgements; they are kept and not in use yet."""
        return learn_weights(database(), body.get("by"))

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(UseArguments, location="json")
    @blueprint.response(200, WeightsSchema)
    def put(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Put weights into use; resolve everything to find anew what is one."""
        return use_weights(database(), body["version"], body.get("by"))


@blueprint.route("/resolution/run")
class RunView(MethodView):
    """Resolving everything."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, ResolvingSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """How the latest resolving of everything went or goes."""
        return run_told(database(), language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(202, ResolvingSchema)
    def post(self, _: dict[str, Any]) -> Any:
        """Resolve everything that is there; it goes on behind the answer."""
        now = moment({})
        run = resolve_all_behind(_patient(), lambda found: refresh_quietly(found, now))
        return run, 202, {"Location": url_for(".RunView")}


def _patient() -> Any:
    # A merge waits for an import that is writing.
    return database().patient(COMMAND_PATIENCE)
