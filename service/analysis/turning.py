"""Who turns to whom in an activity."""

from __future__ import annotations

from collections.abc import Iterator

from service.analysis.people import Touch


def passages(touch: Touch) -> Iterator[tuple[str, str, float]]:
    """Yield who turned to whom among contacts and which share of the activity it was.

    A mail goes from its sender to the others, a meeting from each to each. Mail from us with several contacts
    on it says little of who turns to whom.
    """
    contacts = {item.id: item.part for item in touch.participants if not item.is_member}
    if len(contacts) < 2:
        return
    is_sent = "from" in contacts.values()
    if not is_sent and any(item.part == "from" for item in touch.participants):
        return
    for one, part in sorted(contacts.items()):
        if is_sent and part != "from":
            continue
        for other, role in sorted(contacts.items()):
            if other != one and not (is_sent and role == "from"):
                yield one, other, 1.0 / (len(contacts) - 1)
