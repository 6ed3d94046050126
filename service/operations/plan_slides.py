"""The account plan as a presentation of five sheets, made of the very data that the screen shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from service.language import Language, say
from service.operations.map_slides import day_of, map_slides, name_of, pages, percent
from service.operations.slides import INNER, LEFT, TOP, Deck

CELLS = {
    "won": "D7EFE1",
    "current": "DCEBFB",
    "potential": "FBF2D6",
    "blocked": "FCE6EA",
    "lost": "ECEEF1",
    "white": "FFFFFF",
}
CATEGORIES_A_SLIDE = 7
PLACES_A_SLIDE = 15
ITEMS_A_SLIDE = 12


def plan_deck(plan: Mapping[str, Any], lang: Language) -> bytes:
    """Return the plan as a presentation: overview, objectives, potential, relationships, actions."""
    name = name_of(plan["company"], lang)
    deck = Deck(f"{say('slides.plan', lang)} {name}")
    beneath = f"{name} · {plan['as_of'].isoformat()}"
    _overview(deck, plan, beneath, lang)
    _objectives(deck, plan["objectives"], beneath, lang)
    _potential(deck, plan["potential"], beneath, lang)
    map_slides(deck, plan["relationships"], lang, _title("relationships", lang))
    _actions(deck, plan["actions"], beneath, lang)
    return deck.bytes()


def _title(sheet: str, lang: Language) -> str:
    return say(f"slides.sheet_{sheet}", lang)


def _overview(deck: Deck, plan: Mapping[str, Any], beneath: str, lang: Language) -> None:
    seen = plan["overview"]
    page = deck.slide(_title("overview", lang), beneath)
    status = say(f"codes.status_{seen['status']}", lang) if seen["status"] else say("slides.unknown", lang)
    facts = [
        [say("slides.status", lang), status],
        [say("slides.owners", lang), ", ".join(name_of(one, lang) for one in seen["owners"])],
        [say("slides.people", lang), str(seen["people"])],
        [_of_roles("named", lang), percent((seen["coverage"] or {}).get("named"), lang)],
        [_of_roles("engaged", lang), percent((seen["coverage"] or {}).get("engaged"), lang)],
        *(
            [say(f"web.prop_{key}", lang), _fact(key, value, seen["facts"])]
            for key, value in seen["facts"].items()
            if key in ("country", "employees", "revenue", "domain", "founded")
        ),
    ]
    page.table([say("slides.fact", lang), ""], facts, LEFT, TOP, (1.9, 3.4), size=11, row_height=0.32)
    deals = [
        [say(f"codes.deal_outcome_{row['outcome']}", lang), str(row["number"]), _amounts(row, lang)]
        for row in seen["deals"]
    ]
    head = [say(f"slides.{key}", lang) for key in ("deals", "number", "amount")]
    page.table(head, deals, LEFT + 5.6, TOP, (1.8, 1.0, 3.9), size=11, row_height=0.32)
    people = [
        [name_of(card, lang), card["title"] or "", percent(card["key_person"]["score"], lang)]
        for card in seen["key_people"]
    ]
    head = [say(f"slides.{key}", lang) for key in ("key_people", "title", "score")]
    top = TOP + 0.32 * (len(deals) + 2)
    page.table(head, people, LEFT + 5.6, top, (2.4, 3.3, 1.0), size=11, row_height=0.32)
    flags = "\n".join(f"⚑ {flag['text']}" for flag in seen["red_flags"] or ())
    if flags:
        page.text(flags, LEFT, 6.1, INNER, 1.0, size=11, colour="85142B")


def _of_roles(measure: str, lang: Language) -> str:
    return f"{say('slides.roles', lang)}: {say(f'slides.{measure}', lang)}"


def _fact(key: str, value: Any, facts: Mapping[str, Any]) -> str:
    if isinstance(value, (int, float)) and key != "founded":
        text = f"{value:,.0f}"
        return f"{text} {facts.get('currency', '')}".strip() if key == "revenue" else text
    return str(value)


def _amounts(row: Mapping[str, Any], lang: Language) -> str:
    texts = [f"{one['amount']:,.0f} {one['currency']}" for one in row["amounts"]]
    if row["unknown"]:
        texts.append(say("slides.amount_unknown", lang, number=row["unknown"]))
    return ", ".join(texts)


def _objectives(deck: Deck, items: Sequence[Mapping[str, Any]], beneath: str, lang: Language) -> None:
    rows = [
        [say(f"codes.note_kind_{item['kind']}", lang), item["text"], day_of(item["due_on"])] for item in items
    ]
    head = [say(f"slides.{key}", lang) for key in ("kind", "text", "due")]
    for part in pages(rows or [[say("slides.nothing_written", lang), "", ""]], ITEMS_A_SLIDE):
        page = deck.slide(_title("objectives", lang), beneath)
        page.table(head, part, LEFT, TOP, (1.8, 8.9, 1.6), size=13, row_height=0.42)


def _potential(deck: Deck, seen: Mapping[str, Any], beneath: str, lang: Language) -> None:
    states = {(cell["place"], cell["category"]): cell["state"] for cell in seen["cells"]}
    ratio = say("slides.white_ratio", lang, ratio=percent(seen["white_ratio"], lang))
    for columns in _parts(seen["categories"], CATEGORIES_A_SLIDE):
        for places in _parts(seen["places"], PLACES_A_SLIDE):
            page = deck.slide(_title("potential", lang), f"{beneath} · {ratio}")
            found = [[states[place["id"], column["id"]] for column in columns] for place in places]
            rows = [
                [name_of(place, lang), *(say(f"slides.cell_{state}", lang) for state in states_here)]
                for place, states_here in zip(places, found, strict=True)
            ]
            fills = {
                (row, column + 1): CELLS[state]
                for row, states_here in enumerate(found)
                for column, state in enumerate(states_here)
            }
            head = [say("slides.place", lang), *(name_of(column, lang) for column in columns)]
            width = (INNER - 2.6) / max(1, len(columns))
            page.table(head, rows, LEFT, TOP, (2.6, *[width] * len(columns)), size=10, fills=fills)


def _parts(items: Sequence[Any], most: int) -> list[Sequence[Any]]:
    """Return parts of nearly one length, none longer than ``most``."""
    size = max(1, ceil(len(items) / max(1, ceil(len(items) / most))))
    return [items[start : start + size] for start in range(0, len(items), size)]


def _actions(deck: Deck, seen: Mapping[str, Any], beneath: str, lang: Language) -> None:
    written = [
        [
            item["text"],
            _who(item["who"], "Contact", lang),
            _who(item["who"], "Member", lang),
            day_of(item["due_on"]),
            say("slides.decided", lang),
        ]
        for item in seen["written"]
    ]
    proposed = [
        [
            item["text"],
            name_of(item["contact"], lang) if item["contact"] else "",
            "",
            "",
            say("slides.proposed", lang),
        ]
        for item in seen["proposed"]
    ]
    head = [say(f"slides.{key}", lang) for key in ("action", "with_whom", "who", "due", "state")]
    for part in pages([*written, *proposed], ITEMS_A_SLIDE):
        page = deck.slide(_title("actions", lang), beneath)
        page.table(head, part, LEFT, TOP, (6.1, 2.0, 1.7, 1.3, 1.2), size=11, row_height=0.42)


def _who(people: Sequence[Mapping[str, Any]], label: str, lang: Language) -> str:
    return ", ".join(name_of(one, lang) for one in people if one["label"] == label)
