"""The command line: ``enishi COMMAND [--json]``.

Exit codes: 0 done, 1 done but rows or checks failed, 2 wrong use, 3 database or network not there,
4 not allowed.
"""

from __future__ import annotations

import json
import sys

import click

from service.cli.ask import ask
from service.cli.ask_ties import health, introductions
from service.cli.ask_ties import ties as ask_ties
from service.cli.custom_fields import fields
from service.cli.db import db
from service.cli.demo import demo
from service.cli.edit import edit
from service.cli.evaluate import evaluate
from service.cli.expansion_items import expansion_items
from service.cli.imports import import_command
from service.cli.profile import profile
from service.cli.quality import quality
from service.cli.resolve import resolve
from service.cli.role_templates import templates
from service.cli.runs import imports
from service.cli.search import search
from service.cli.serve import serve
from service.cli.status import status
from service.cli.ties import ties
from service.cli.voices import claims, sources
from service.cli.weights import suggest, weights
from service.errors import EnishiError
from service.settings import Settings


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="enishi")
def enishi() -> None:
    """Enishi (縁): relationship intelligence for B2B accounts on a Neo4j graph."""


for command in (
    serve,
    import_command,
    imports,
    claims,
    sources,
    profile,
    ask,
    search,
    db,
    demo,
    status,
    ties,
    fields,
    quality,
    edit,
    templates,
    evaluate,
    resolve,
    weights,
    suggest,
    expansion_items,
):
    enishi.add_command(command)
for question in (ask_ties, health, introductions):
    ask.add_command(question)


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
