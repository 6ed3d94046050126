"""The sources that can be imported, by the name used on the command line and in the API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from service.importers.awards import AwardsImporter
from service.importers.base import Importer
from service.importers.corporate_events import CorporateEventsImporter, Known
from service.importers.demo import DemoImporter
from service.importers.mapping.importer import ProfileImporter
from service.importers.mapping.library import profiles
from service.importers.ocds import OcdsImporter
from service.resolution.field_values import FieldDefinition


def importers(
    saved: Path | None = None,
    known: Known | None = None,
    fields: Callable[[], Iterable[FieldDefinition]] | None = None,
) -> dict[str, Callable[[], Importer]]:
    """Return source name -> a maker of its importer.

    Parameters
    ----------
    saved
        Folder of the profiles that users saved; None: only what comes with Enishi.
    known
        Which of some 法人番号 are in the graph, for sources that speak of more companies than are asked for.
    fields
        Returns the user-defined fields there are, which values are checked by.
    """
    found: dict[str, Callable[[], Importer]] = {
        source: partial(ProfileImporter, profile, fields) for source, profile in profiles(saved).items()
    }
    return {
        **found,
        "awards": AwardsImporter,
        "corporate-events": partial(CorporateEventsImporter, known),
        "corporate-events-all": CorporateEventsImporter,
        "demo": DemoImporter,
        "ocds": OcdsImporter,
    }
