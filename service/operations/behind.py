"""Long work that goes on behind an answer, and work of which one at a time goes on in this process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from service.errors import EnishiError


def begin_alone(turn: threading.Lock, refusal: EnishiError, save: Callable[[], None]) -> None:
    """Take the turn, which whoever does the work gives back, and keep the record of what begins.

    Raises
    ------
    EnishiError
        The refusal when somebody else has the turn; whatever keeping the record raises, the turn given back.
    """
    if not turn.acquire(blocking=False):
        raise refusal
    try:
        save()
    except BaseException:
        turn.release()
        raise


def go_on_behind(name: str, work: Callable[[], None], log: logging.Logger, failed: str) -> None:
    """Do work whose failure its own record tells; ``failed`` with the name and the error's key is logged."""

    def logged() -> None:
        try:
            work()
        except EnishiError as error:
            log.warning(failed, name, error.key)

    threading.Thread(target=logged, name=name).start()
