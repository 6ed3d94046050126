"""Tasks and lists of nurture over HTTP."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.files import attachment
from service.api.schemas.arguments import Arguments
from service.api.schemas.expansion_items import ByArguments
from service.api.schemas.nurture_tasks import (
    AssignTaskArguments,
    FinishTaskArguments,
    FormatArguments,
    MakeTaskArguments,
    NurtureCourseSchema,
    RoutesArguments,
    RoutesSchema,
    SnoozeTaskArguments,
    StartedSchema,
    StartPlaybookArguments,
    StatusListSchema,
    StatusListsSchema,
    TakeBackArguments,
    TakenBackSchema,
    TasksArguments,
    TasksSchema,
    TaskWithHistorySchema,
    UndoneTaskSchema,
)
from service.operations import nurture_work as work
from service.operations.nurture_courses import resume_course, start_playbook, stop_course, take_back_start
from service.operations.nurture_lists import list_sheet, status_list, status_lists
from service.operations.nurture_routes import route_list, routes_sheet
from service.operations.nurture_tasks import course_by_id, list_tasks, task_told, tasks_sheet
from service.operations.opening import COMMAND_PATIENCE
from service.operations.sheets import CONTENT_TYPE

blueprint = Blueprint("nurture_tasks", __name__, description="Tasks and lists of nurture")


@blueprint.route("/nurture/tasks")
class TasksView(MethodView):
    """The tasks."""

    @blueprint.arguments(TasksArguments, location="query")
    @blueprint.response(200, TasksSchema)
    def get(self, arguments: dict[str, Any]) -> Any:
        """Tasks, what is due first; as a file with ``format``."""
        wanted = {name: arguments.get(name) for name in ("state", "member", "contact")}
        found = list_tasks(database(), moment({}), language(), **wanted, limit=arguments["limit"])
        if (format_ := arguments["format"]) == "json":
            return found
        name = f"tasks-{moment({}).as_of.isoformat()}.{format_}"
        return attachment(tasks_sheet(found["items"], format_, language()), CONTENT_TYPE[format_], name)

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(MakeTaskArguments, location="json")
    @blueprint.response(201, TaskWithHistorySchema)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Make a task by hand."""
        return _told(work.make_task(database(), moment({}), **body))


@blueprint.route("/nurture/tasks/<string:id>")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, TaskWithHistorySchema)
def task_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """One task with every change of it."""
    return _told(id)


@blueprint.route("/nurture/tasks/<string:id>/assign", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(AssignTaskArguments, location="json")
@blueprint.response(200, TaskWithHistorySchema)
def assign_task_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Hand it to a member of ours."""
    work.assign_task(database(), id, body["member"], by=body.get("by"))
    return _told(id)


@blueprint.route("/nurture/tasks/<string:id>/snooze", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(SnoozeTaskArguments, location="json")
@blueprint.response(200, TaskWithHistorySchema)
def snooze_task_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Put it off until a day."""
    work.snooze_task(database(), id, body["until"], moment({}), note=body.get("note"), by=body.get("by"))
    return _told(id)


@blueprint.route("/nurture/tasks/<string:id>/done", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(FinishTaskArguments, location="json")
@blueprint.response(200, TaskWithHistorySchema)
def finish_task_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Say that it is done, and what came of it."""
    work.finish_task(database(), id, note=body.get("note"), by=body.get("by"))
    return _told(id)


@blueprint.route("/nurture/tasks/<string:id>/undo", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(ByArguments, location="json")
@blueprint.response(200, UndoneTaskSchema)
def undo_task_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Take the last change back; that of making it by hand takes it away."""
    is_left = work.undo_task(database(), id, by=body.get("by"))
    return {"task": _told(id) if is_left else None}


@blueprint.route("/nurture/lists")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, StatusListsSchema)
def lists_view(_: dict[str, Any]) -> dict[str, Any]:
    """Each status with its playbook, and how many contacts there are."""
    return {"items": status_lists(database(), language())}


@blueprint.route("/nurture/lists/<string:status>")
@blueprint.arguments(FormatArguments, location="query")
@blueprint.response(200, StatusListSchema)
def list_view(arguments: dict[str, Any], status: str) -> Any:
    """Whom to reach of a status, with what their playbook says next; as a file with ``format``."""
    found = status_list(database(), status, moment({}), language(), limit=arguments["limit"])
    if (format_ := arguments["format"]) == "json":
        return found
    name = f"status-{status}-{moment({}).as_of.isoformat()}.{format_}"
    return attachment(list_sheet(found, format_, language()), CONTENT_TYPE[format_], name)


@blueprint.route("/nurture/lists/<string:status>/start", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(StartPlaybookArguments, location="json")
@blueprint.response(200, StartedSchema)
def start_view(_: dict[str, Any], body: dict[str, Any], status: str) -> dict[str, Any]:
    """Begin the playbook of a status for those on its list, or some of them; once for each."""
    patient = database().patient(COMMAND_PATIENCE)
    begun = start_playbook(patient, status, moment({}), ids=body.get("ids"))
    return {"started": len(begun), "course_ids": begun}


@blueprint.route("/nurture/courses/take-back", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(TakeBackArguments, location="json")
@blueprint.response(200, TakenBackSchema)
def take_back_view(_: dict[str, Any], body: dict[str, Any]) -> dict[str, int]:
    """Take back that playbooks began, with their tasks that nobody worked on."""
    return {"taken_back": take_back_start(database(), body["ids"])}


@blueprint.route("/nurture/routes")
@blueprint.arguments(RoutesArguments, location="query")
@blueprint.response(200, RoutesSchema)
def routes_view(arguments: dict[str, Any]) -> Any:
    """Whom a person digs deeper with, by name, or who goes on digitally; as a file with ``format``."""
    wanted = {"member": arguments.get("member"), "limit": arguments["limit"]}
    found = route_list(database(), arguments["route"], language(), **wanted)
    if (format_ := arguments["format"]) == "json":
        return found
    name = f"{arguments['route']}-{moment({}).as_of.isoformat()}.{format_}"
    return attachment(routes_sheet(found, format_, language()), CONTENT_TYPE[format_], name)


@blueprint.route("/nurture/courses/<string:id>/stop", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, NurtureCourseSchema)
def stop_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """End a course: none of its further steps is due; the tasks it made stay."""
    stop_course(database(), id)
    return course_by_id(database(), id, language())


@blueprint.route("/nurture/courses/<string:id>/resume", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, NurtureCourseSchema)
def resume_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """Take up a course again that a person ended."""
    resume_course(database(), id)
    return course_by_id(database(), id, language())


def _told(id_: str) -> dict[str, Any]:
    return task_told(database(), id_, moment({}), language())
