"""Guesses what the columns of an unknown list mean, from the words of its header and from its values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.importers.base import BadCell
from service.importers.mapping.converters import Converters
from service.importers.mapping.profile import Profile, TableProfile, fold_header
from service.importers.mapping.said import Mapper
from service.importers.mapping.targets import Target, target_of
from service.importers.mapping.words import header_words
from service.resolution import corporate_number
from service.resolution.mails import normalise_email
from service.resolution.phones import normalise_phone
from service.resolution.places import PREFECTURES

SAMPLE_ROWS = 100
"""Rows whose values are looked at."""
SURE = 0.6
"""Confidence from which a list is imported by the guess alone."""
EXACT, PARTLY = 0.95, 0.65
"""Confidence of a header that is one of the words, and of one that has a word in it."""

_KANA = re.compile(r"[\u30a0-\u30ff\u3041-\u309f\s・ー]+")
_POSTCODE = re.compile(r"〒?\s*\d{3}-\d{4}")
_WEB = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:co\.jp|com|jp|net|org|or\.jp|ac\.jp)/?\S*", re.I
)
_COMPANY = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|一般社団法人|独立行政法人|学校法人|医療法人|[(（][株有][)）]|㈱|㈲|"
    r"\b(?:inc|corp|ltd|llc|gmbh|plc|co|limited|corporation|company|s\.?a|b\.?v|ag)\b\.?$",
    re.IGNORECASE,
)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _is_phone(text: str) -> bool:
    return bool(re.fullmatch(r"[\d\s()+.xX-]{9,20}", _plain(text))) and normalise_phone(text) is not None


_LOOKS: tuple[tuple[str, str, float, Callable[[str], bool]], ...] = (
    ("mail", "Contact.emails", 0.9, lambda text: bool(normalise_email(text))),
    (
        "corporate_number",
        "Company.corporate_number",
        0.95,
        lambda text: corporate_number.is_valid(corporate_number.normalise(text)),
    ),
    ("company", "Company.name", 0.85, lambda text: bool(_COMPANY.search(_plain(text)))),
    ("postcode", "Site.postcode", 0.85, lambda text: bool(_POSTCODE.fullmatch(_plain(text)))),
    ("prefecture", "Site.region", 0.85, lambda text: _plain(text) in PREFECTURES),
    ("address", "Site.address", 0.8, lambda text: _plain(text).startswith(tuple(PREFECTURES))),
    ("phone", "Contact.phones", 0.8, _is_phone),
    ("web", "Company.domain", 0.75, lambda text: bool(_WEB.fullmatch(_plain(text)))),
    ("kana", "Contact.name_kana", 0.65, lambda text: bool(_KANA.fullmatch(_plain(text)))),
)
"""Why, target, confidence when all values look so, how to tell; the first that most values pass is taken."""
MOST, HALF = 0.7, 0.5
"""Share of the values that must look so."""
_CHECKED = frozenset(
    {"email", "phone", "day", "moment", "amount", "integer", "corporate_number", "country", "code", "yes"}
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column may become; None when nothing fits. ``why``: keys and values of sentences."""

    column: str
    target: str | None
    confidence: float
    why: tuple[tuple[str, Mapping[str, object]], ...] = field(default=())


def guess_columns(
    header: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    *,
    country: str = "JP",
    taken: frozenset[str] = frozenset(),
) -> list[Proposal]:
    """Return a proposal for each column, in the order of the header.

    Parameters
    ----------
    rows
        The first rows, by column.
    taken
        Targets that have their column already.

    Notes
    -----
    A header that is one of the known words weighs 0.95, one that has such a word in it 0.65. Values that
    cannot be what the header says take that away again. Of two columns for a target that takes only one,
    the surer keeps it, then the one further left.
    """
    profile = Profile("guess", {}, (), country=country)
    converters = Converters(profile)
    options: list[tuple[float, int, str, tuple[tuple[str, Mapping[str, object]], ...]]] = []
    for place, column in enumerate(header):
        if column.startswith("_"):
            continue
        values = [text for row in rows[:SAMPLE_ROWS] if (text := row.get(column, "").strip())]
        for target, confidence, why in _options(column, values, converters, profile):
            options.append((confidence, place, target, why))
    chosen: dict[int, Proposal] = {}
    used = set(taken)
    for confidence, place, target, why in sorted(options, key=lambda one: (-one[0], one[1])):
        found = target_of(target)
        if place in chosen or found is None or (target in used and not found.many):
            continue
        used.add(target)
        chosen[place] = Proposal(header[place], target, round(confidence, 2), why)
    proposals = [chosen.get(place, Proposal(column, None, 0.0)) for place, column in enumerate(header)]
    return _without_people(proposals, used)


def _options(
    column: str, values: list[str], converters: Converters, profile: Profile
) -> list[tuple[str, float, tuple[tuple[str, Mapping[str, object]], ...]]]:
    found: dict[str, tuple[float, tuple[tuple[str, Mapping[str, object]], ...]]] = {}
    folded = fold_header(column)
    for target, words in header_words().items():
        if folded in words:
            # The first words of a target mean it most.
            weight = EXACT - 0.001 * words.index(folded)
        elif any(len(word) > 2 and word in folded for word in words):
            longest = max(len(word) for word in words if word in folded)
            weight = PARTLY * (0.85 + 0.15 * longest / len(folded))
        else:
            continue
        fit = _fit(target_of(target), values, converters, profile)
        why: tuple[tuple[str, Mapping[str, object]], ...] = (("mapping.why_header", {"column": column}),)
        # A header that says it outright is doubted only when most of the values speak against it.
        if fit is not None and fit < (HALF if folded in words else MOST):
            why += (("mapping.why_misfit", {"share": f"{fit:.0%}"}),)
            weight *= 0.3
        found[target] = (weight, why)
    for reason, target, weight, looks in _LOOKS:
        share = sum(map(looks, values)) / len(values) if values else 0.0
        if share >= MOST:
            why = ((f"mapping.why_{reason}", {"share": f"{share:.0%}"}),)
            if target in found:
                found[target] = (
                    max(found[target][0], min(0.99, found[target][0] + 0.04)),
                    found[target][1] + why,
                )
            elif not any(weight <= known for known, _ in found.values()):
                found[target] = (weight * share, why)
            break
    return [(target, weight, why) for target, (weight, why) in found.items()]


def _fit(target: Target | None, values: list[str], converters: Converters, profile: Profile) -> float | None:
    """Return the share of the values that can be what the target needs, None where anything can."""
    if target is None or target.kind not in _CHECKED or not values:
        return None
    if target.kind == "code":
        return _codes(target, values, profile)
    good = 0
    for text in values:
        try:
            converters.value("", text, target, profile.country)
            good += 1
        except BadCell:
            continue
    return good / len(values)


def _codes(target: Target, values: list[str], profile: Profile) -> float:
    mapper = Mapper(profile, TableProfile("rows", {}), {target.name: ("x",)})
    good = 0
    for text in values:
        try:
            mapper.values({"x": text})
            good += 1
        except BadCell:
            continue
    return good / len(values)


def _without_people(proposals: list[Proposal], used: set[str]) -> list[Proposal]:
    """Give what belongs to a person to the company in a list that names no person."""
    if used & {"Contact.name", "Contact.family", "Contact.given", "Contact.key"}:
        return proposals
    instead = {"Contact.phones": "Company.phones", "Contact.name_kana": "Company.name_kana"}
    found = []
    for proposal in proposals:
        target = proposal.target or ""
        if target == "Contact.emails" and "Company.domain" not in used:
            used.add("Company.domain")
            found.append(replace(proposal, target="Company.domain"))
        elif target in instead and (instead[target] not in used or instead[target].endswith("phones")):
            used.add(instead[target])
            found.append(replace(proposal, target=instead[target]))
        elif target.startswith(("Contact.", "ACQUIRED_BY", "WORKS_AT", "Activity.", "REPORTS_TO")):
            found.append(Proposal(proposal.column, None, 0.0))
        else:
            found.append(proposal)
    return found
