"""The command line: ``enishi COMMAND [--json]``.

Exit codes: 0 done, 1 done but rows or checks failed, 2 wrong use, 3 database or network not there,
4 not allowed.
"""

from __future__ import annotations

import json
import sys

import click

from service.cli.lazy import LazyGroup
from service.errors import EnishiError
from service.settings import Settings

COMMANDS = {
    "analysis": "analysis:analysis_command",
    "ask": "ask:ask",
    "backtest": "backtest:backtest",
    "claims": "voices:claims",
    "conditions": "conditions:conditions",
    "db": "db:db",
    "demo": "demo:demo",
    "edit": "edit:edit",
    "evaluate": "evaluate:evaluate",
    "events": "events:events",
    "expansion-items": "expansion_items:expansion_items",
    "notices": "notices:notices",
    "fields": "custom_fields:fields",
    "group": "group:group_command",
    "import": "imports:import_command",
    "imports": "runs:imports",
    "ingest-keys": "ingest_keys:ingest_keys",
    "nurture": "nurture_tasks:nurture",
    "profile": "profile:profile",
    "quality": "quality:quality",
    "resolve": "resolve:resolve",
    "sales": "sales:sales",
    "scores": "scores:scores",
    "search": "search:search",
    "segments": "segments:segments",
    "serve": "serve:serve",
    "sources": "voices:sources",
    "status": "status:status",
    "suggestions": "weights:suggest",
    "templates": "role_templates:templates",
    "ties": "ties:ties",
    "webhooks": "webhooks:webhooks",
    "weights": "weights:weights",
}
"""Command -> where it is, in this package; imported when it is asked for."""


@click.group(
    cls=LazyGroup,
    lazy={name: f"service.cli.{place}" for name, place in COMMANDS.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="enishi")
def enishi() -> None:
    """Enishi (縁): relationship intelligence for B2B accounts on a Neo4j graph."""


def main() -> None:
    """Run the command line; every foreseen error is one sentence and an exit code."""
    as_json = "--json" in sys.argv
    try:
        enishi.main(standalone_mode=False)
    except EnishiError as error:
        _tell(error, as_json)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)


def _tell(error: EnishiError, as_json: bool) -> None:
    try:
        lang = Settings.from_env().language
    except EnishiError:
        lang = "en"
    if as_json:
        click.echo(
            json.dumps({"error": {"key": error.key, "message": error.message(lang)}}, ensure_ascii=False)
        )
    else:
        click.echo(error.message(lang), err=True)
