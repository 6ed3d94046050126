"""``enishi serve``: the service and the explorer."""

from __future__ import annotations

import logging
import socket
import threading

import click
from waitress.server import create_server

from service.api.access import check_access
from service.app import MAX_UPLOAD_BYTES, create_app
from service.cli.console import err, opened, progress_display
from service.cli.imports import shown
from service.errors import UsageError
from service.language import say
from service.operations.deliveries import deliver_in_turn
from service.operations.demonstration import load_when_empty
from service.operations.moments import moment_of
from service.operations.opening import COMMAND_PATIENCE, REQUEST_PATIENCE
from service.operations.status import refresh_quietly
from service.operations.warm_up import warm_up
from service.settings import Settings

THREADS = 8
PORTS_TRIED = 50


@click.command("serve")
@click.option("--demo", is_flag=True, help="Load the demonstration data first when the graph is empty.")
def serve(demo: bool) -> None:
    """Start the service and the explorer; prints the address."""
    settings = Settings.from_env()
    lang = settings.language
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    # A wrong token or a taken port is told before anything is started for it.
    check_access(settings)
    listener = _listener(settings)
    if demo:
        with opened(settings) as database, progress_display() as display:
            load_when_empty(database, settings, shown(display, lang))
    with opened(settings, patience=REQUEST_PATIENCE) as database:
        app = create_app(settings, database)
        server = create_server(
            app,
            sockets=[listener],
            threads=THREADS,
            # waitress keeps a body on disk before anybody has looked at who sends it.
            max_request_body_size=MAX_UPLOAD_BYTES,
            ident=None,
        )
        port = listener.getsockname()[1]
        err.print(say("cli.serving_graph", lang, **database.server()))
        click.echo(say("cli.serving", lang, url=f"http://{_shown(settings.host)}:{port}/"))
        err.print(say("cli.stop_hint", lang))
        moment = moment_of(settings.timezone)

        def prepare() -> None:
            warm_up(database, moment, lang)
            refresh_quietly(database.patient(COMMAND_PATIENCE), moment)

        threading.Thread(target=prepare, daemon=True).start()
        stop = threading.Event()
        patient = database.patient(COMMAND_PATIENCE)
        delivering = threading.Thread(target=deliver_in_turn, args=(patient, settings, stop), daemon=True)
        delivering.start()
        try:
            server.run()
        finally:
            stop.set()
            server.close()


def _listener(settings: Settings) -> socket.socket:
    """Return a bound socket: the port that was set, or the next free one on loopback.

    Raises
    ------
    UsageError
        When no port can be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    tries = 1 if settings.port_is_given else PORTS_TRIED
    for port in range(settings.port, settings.port + tries):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, port))
            listener.listen(128)
        except OSError:
            listener.close()
            continue
        return listener
    raise UsageError("cli.port_taken", field="ENISHI_PORT", port=settings.port, host=settings.host)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
