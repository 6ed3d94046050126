"""Webhooks: what is told to people as notices is posted to other systems too, signed, until it is taken."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from typing import Any
from uuid import uuid4

from graph_models.ids import short_hash
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.language import LANGUAGES, Language, texts
from service.operations.notices import in_words
from service.operations.webhook_posting import MayReach, checked_url, is_public, new_secret, post
from service.store import webhooks as store

MOST = 20
"""Webhooks there may be."""
AT_ONCE = 100
"""Notices that go to one webhook before the others have their turn."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
GONE = 410
_log = logging.getLogger("enishi.webhooks")


def notice_kinds() -> list[str]:
    """Return the kinds of notices there are."""
    prefix = "notices.kind_"
    return sorted(key.removeprefix(prefix) for key in texts() if key.startswith(prefix))


def make_webhook(database: Database, url: str, kinds: Collection[str] = ()) -> dict[str, Any]:
    """Post notices of the kinds (all when none is named) to the address from now on.

    Returns
    -------
    dict
        The webhook with its ``secret``, which is shown this once.

    Raises
    ------
    UsageError
        When the address or a kind is wrong, or there are enough webhooks.
    """
    for kind in kinds:
        if kind not in notice_kinds():
            raise UsageError("webhooks.bad_kind", field="kinds", value=kind, known=", ".join(notice_kinds()))
    if len(store.webhooks(database)) >= MOST:
        raise UsageError("webhooks.too_many", field="url", most=MOST)
    made = {
        "id": f"webhook-{short_hash(uuid4().hex)}",
        "url": checked_url(url),
        "kinds": sorted(set(kinds)),
        "secret": new_secret(),
        "created_at": datetime.now(UTC),
        "posted": 0,
        "tries": 0,
    }
    store.save(database, made)
    return {**_told(made), "secret": made["secret"]}


def webhooks(database: Database) -> list[dict[str, Any]]:
    """Return the webhooks, without their secrets, with what was posted and what went wrong last."""
    return [_told(one) for one in store.webhooks(database)]


def end_webhook(database: Database, id_: str) -> None:
    """Post nothing more there.

    Raises
    ------
    NotFoundError
        When there is no such webhook.
    """
    if not store.delete(database, id_):
        raise NotFoundError("errors.not_found", id=id_)


def post_notices(
    database: Database, *, at: datetime | None = None, may_reach: MayReach = is_public
) -> dict[str, int]:
    """Post what waits, oldest first, each notice with the same id whenever it is sent; return how it went.

    A receiver that does not take one is left alone for a while, each time for longer. One that says that it
    is gone is written to no more.

    Returns
    -------
    dict
        ``posted`` and ``failed``, numbers of messages.
    """
    done = {"posted": 0, "failed": 0}
    for hook in store.webhooks(database):
        now = at or datetime.now(UTC)
        if hook.get("ended_at") or (hook.get("next_at") or now) > now:
            continue
        for notice in store.waiting(database, hook, AT_ONCE):
            fault = _post(hook, notice, in_words(database, [notice]), now, may_reach)
            done["failed" if fault else "posted"] += 1
            if fault:
                _log.warning("webhook %s did not take notice %s: %s", hook["id"], notice["id"], fault)
                _fail(database, hook, fault, now)
                break
            store.posted(database, hook["id"], notice["id"], now)
    return done


def _post(
    hook: Mapping[str, Any],
    notice: Mapping[str, Any],
    words: Mapping[Language, list[dict[str, Any]]],
    now: datetime,
    may_reach: MayReach,
) -> str | None:
    """Send one notice; return what went wrong, or None."""
    told = dict(words[LANGUAGES[0]][0])
    told.pop("seen_at"), told.pop("text")
    data = {**told, "text": {lang: words[lang][0]["text"] for lang in LANGUAGES}}
    message = {"type": f"notice.{notice['kind']}", "timestamp": notice["at"], "data": data}
    body = json.dumps(message, ensure_ascii=False, default=datetime.isoformat).encode()
    try:
        status = post(hook["url"], hook["secret"], notice["id"], now, body, may_reach=may_reach)
    except (OSError, HTTPException) as error:
        return type(error).__name__
    return None if 200 <= status < 300 else str(status)


def _fail(database: Database, hook: Mapping[str, Any], fault: str, now: datetime) -> None:
    tries = int(hook.get("tries") or 0) + 1
    pause = min(FIRST_PAUSE * 2 ** min(tries - 1, 20), LONGEST_PAUSE)
    ended = {"ended_at": now} if fault == str(GONE) else {}
    told = {"tries": tries, "next_at": now + pause, "last_fault": fault, **ended}
    store.change(database, hook["id"], told)


def _told(hook: Mapping[str, Any]) -> dict[str, Any]:
    given = ("id", "url", "kinds", "created_at", "posted", "posted_at", "tries", "next_at", "last_fault")
    return {name: hook.get(name) for name in (*given, "ended_at")}
