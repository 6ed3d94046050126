"""How the tests look at the drawn map."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page

CY = "document.querySelector('.canvas')._cyreg.cy"
PATIENCE_SECONDS = 60.0


def until(page: Page, expression: str, arg: Any = None) -> None:
    """Wait until an expression holds; Playwright's own waiting would need the eval our policy forbids."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"never came true: {expression}"
        page.wait_for_timeout(50)


def wait_for_map(page: Page) -> None:
    """Wait until the map is drawn."""
    page.locator(".canvas").wait_for()
    until(page, f"!!document.querySelector('.canvas')._cyreg?.cy && {CY}.nodes().length > 1")


def positions(page: Page) -> dict[str, tuple[float, float]]:
    """Return where every node that is no box stands."""
    found = page.evaluate(f"{CY}.nodes(':childless').map(n => [n.id(), n.position().x, n.position().y])")
    return {id_: (round(x, 3), round(y, 3)) for id_, x, y in found}


def select(page: Page, *ids: str) -> None:
    """Choose nodes on the map as a click does."""
    page.evaluate(
        f"""ids => {{ {CY}.elements().unselect();
          ids.forEach(id => {CY}.getElementById(id).select()); }}""",
        list(ids),
    )
    until(
        page,
        """ids => new URLSearchParams(location.search).get('sel')?.split(',').sort().join() === ids""",
        ",".join(sorted(ids)),
    )
