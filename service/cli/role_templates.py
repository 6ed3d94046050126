"""``enishi templates``: which roles a purchase of a category and size needs."""

from __future__ import annotations

import getpass

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json
from service.errors import UsageError
from service.language import say
from service.operations.moments import moment_of
from service.operations.role_templates import SIZES, forget_template, list_templates, set_template
from service.settings import Settings


@click.group("templates")
def templates() -> None:
    """Which roles a purchase needs: set by hand, learned from won deals, or the default."""


@templates.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """Show all templates and on what each is based."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = list_templates(database, moment_of(settings.timezone))
    if as_json:
        print_json({"items": found})
        return
    table = Table()
    for title in ("category", "size", "basis", "won_deals", "roles"):
        table.add_column(title)
    for row in found:
        roles = ", ".join(
            f"{say('codes.role_' + one['role'], settings.language)}×{one['threshold']}"
            for one in row["roles"]
        )
        won = "" if row["won_deals"] is None else str(row["won_deals"])
        table.add_row(row["category"] or "*", row["size"], row["basis"], won, roles)
    out.print(table)


@templates.command("set")
@click.argument("size", type=click.Choice(SIZES))
@click.argument("roles", nargs=-1, required=True, metavar="ROLE[:PEOPLE[:WEIGHT]]...")
@click.option("--category", help="Code of a product category; any without it.")
@click.option("--reason", help="Why; kept with who said it and when.")
@json_option
def set_command(
    size: str, roles: tuple[str, ...], category: str | None, reason: str | None, as_json: bool
) -> None:
    """Set the roles that purchases of a SIZE need, such as decider approver:2 user:1:0.5."""
    rows = []
    for text in roles:
        role, _, rest = text.partition(":")
        people, _, weight = rest.partition(":")
        try:
            rows.append({"role": role, "threshold": int(people or 1), "weight": float(weight or 1.0)})
        except ValueError as error:
            raise UsageError("registration.bad_value", field="roles", name="ROLE", value=text) from error
    settings = Settings.from_env()
    with opened(settings) as database:
        found = set_template(database, size, rows, category=category, reason=reason, by=getpass.getuser())
    if as_json:
        print_json(found)
    else:
        out.print(say("buying_center.template_saved", settings.language))


@templates.command("forget")
@click.argument("size", type=click.Choice(SIZES))
@click.option("--category", help="Code of a product category; any without it.")
def forget_command(size: str, category: str | None) -> None:
    """Take back what was set: what is learned, or the default, counts again."""
    settings = Settings.from_env()
    with opened(settings) as database:
        forget_template(database, size, category)
    out.print(say("buying_center.template_forgotten", settings.language))
