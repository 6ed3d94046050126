"""The decision map as slides: cards and lines that stay shapes, then the people as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from service.analysis.map_layout import place
from service.language import Language, say
from service.operations.slides import INNER, LEFT, TOP, Deck, Slide

MOST_CARDS = 28
ROWS = 16
STANCES = {
    "champion": "14804A",
    "supporter": "1E9D63",
    "neutral": "8A94A3",
    "opponent": "D03A4F",
    "blocker": "A3142B",
    "unknown": "C6CED8",
}
_GAP = (0.16, 0.3)
_LARGEST = (1.9, 0.95)


def map_deck(told: Mapping[str, Any], lang: Language) -> bytes:
    """Return the decision map as a presentation."""
    deck = Deck(f"{say('slides.map', lang)} {name_of(told['scope'], lang)}")
    map_slides(deck, told, lang, say("slides.map", lang))
    _roles(deck, told, lang)
    return deck.bytes()


def map_slides(deck: Deck, told: Mapping[str, Any], lang: Language, title: str) -> None:
    """Add the slides of a decision map: the picture, then everybody of the buying center as a table."""
    cards = _chosen(told["cards"])
    rest = told["total"] - len(cards)
    coverage = told["coverage"] or {}
    beneath = say(
        "slides.coverage",
        lang,
        name=name_of(told["scope"], lang),
        day=told["as_of"].isoformat(),
        named=percent(coverage.get("named"), lang),
        engaged=percent(coverage.get("engaged"), lang),
    )
    page = deck.slide(title, beneath)
    _draw(page, cards, told["lines"], lang)
    note = say("slides.legend", lang)
    if rest > 0:
        note += " " + say("slides.not_drawn", lang, number=rest)
    page.text(note, LEFT, 7.08, INNER, 0.3, size=10)
    head = [say(f"slides.{key}", lang) for key in ("name", "title", "role", "stance", "power", "tie", "step")]
    rows = [_row(card, lang) for card in told["cards"] if card["in_center"]]
    for part in pages(rows, ROWS):
        page = deck.slide(title, beneath)
        page.table(head, part, LEFT, TOP, (1.7, 2.0, 1.6, 1.0, 0.9, 0.9, 4.2), size=10, row_height=0.34)


def _chosen(cards: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return those who are drawn: the buying center first, as they rank, then the others."""
    ordered = [*(card for card in cards if card["in_center"]), *(c for c in cards if not c["in_center"])]
    kept = {card["id"] for card in ordered[:MOST_CARDS]}
    return [card for card in cards if card["id"] in kept]


def _draw(
    page: Slide, cards: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]], lang: Language
) -> None:
    if not cards:
        return
    managers = {card["id"]: card["managers"][0] for card in cards if card["managers"]}
    places = place([card["id"] for card in cards], managers)
    across = max(found.column for found in places.values()) + 1
    down = max(found.level for found in places.values()) + 1
    step = (
        min(INNER / across, _LARGEST[0] + _GAP[0]),
        min(5.85 / down, _LARGEST[1] + _GAP[1]),
    )
    gap = (min(_GAP[0], step[0] * 0.12), min(_GAP[1], step[1] * 0.28))
    shapes = {}
    for card in cards:
        at = places[card["id"]]
        role = card["roles"][0]["role"] if card["roles"] else None
        texts = [name_of(card, lang), card["title"] or "", _marks(card, role, lang)]
        shapes[card["id"]] = page.card(
            [text for text in texts if text],
            LEFT + at.column * step[0],
            TOP + at.level * step[1],
            step[0] - gap[0],
            step[1] - gap[1],
            edge=STANCES[card["stance"]] if card["in_center"] else STANCES["unknown"],
        )
    for line in lines:
        start, end = shapes.get(line["source"]), shapes.get(line["target"])
        if start is None or end is None:
            continue
        suggested = line["state"] == "inferred"
        if line["type"] == "REPORTS_TO":
            page.reports(start, end, is_suggested=suggested)
        else:
            page.influences(start, end, is_conflict=line["kind"] == "conflict", is_suggested=suggested)


def _marks(card: Mapping[str, Any], role: str | None, lang: Language) -> str:
    words = [say(f"codes.role_{role}", lang)] if role else []
    if card["in_center"]:
        words.append(say(f"codes.stance_{card['stance']}", lang))
    return " / ".join(words)


def _row(card: Mapping[str, Any], lang: Language) -> list[str]:
    roles = dict.fromkeys(role["role"] for role in card["roles"] if role["role"])
    return [
        name_of(card, lang),
        card["title"] or "",
        ", ".join(say(f"codes.role_{role}", lang) for role in roles),
        say(f"codes.stance_{card['stance']}", lang),
        percent(card["power"], lang),
        percent(card["strength"], lang),
        card["next_step"]["text"],
    ]


def _roles(deck: Deck, told: Mapping[str, Any], lang: Language) -> None:
    names = {card["id"]: name_of(card, lang) for card in told["cards"]}
    rows = [
        [
            say(f"codes.role_{one['role']}", lang),
            say(f"slides.{'engaged' if one['engaged'] else 'named' if one['covered'] else 'missing'}", lang),
            ", ".join(names.get(id_, id_) for id_ in one["members"]),
        ]
        for one in told["required"] or ()
    ]
    page = deck.slide(say("slides.roles", lang), name_of(told["scope"], lang))
    head = [say(f"slides.{key}", lang) for key in ("role", "state", "name")]
    page.table(head, rows, LEFT, TOP, (2.6, 2.0, 7.7), size=12, row_height=0.38)
    flags = "\n".join(f"⚑ {flag['text']}" for flag in told["red_flags"] or ())
    if flags:
        page.text(flags, LEFT, TOP + 0.38 * (len(rows) + 2), INNER, 1.5, size=12, colour="85142B")


def pages(rows: Sequence[Sequence[str]], size: int) -> Iterator[Sequence[Sequence[str]]]:
    """Yield the rows of each slide."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def name_of(node: Mapping[str, Any], lang: Language) -> str:
    """Return the name to show: Latin in English where it is known."""
    latin = node.get("name_latin")
    return str(latin if lang == "en" and latin else node["name"])


def percent(value: float | None, lang: Language) -> str:
    """Return a share as people read it; unknown is not zero."""
    return say("slides.unknown", lang) if value is None else f"{value:.0%}"


def day_of(value: date | datetime | None) -> str:
    """Return a day, or nothing."""
    return "" if value is None else value.isoformat()[:10]
