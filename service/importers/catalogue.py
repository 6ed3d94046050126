"""The sources that can be imported, by the name used on the command line and in the API."""

from __future__ import annotations

from collections.abc import Callable

from service.importers.awards import AwardsImporter
from service.importers.base import Importer
from service.importers.demo import DemoImporter
from service.importers.ocds import OcdsImporter


def importers() -> dict[str, Callable[[], Importer]]:
    """Return source name -> a maker of its importer."""
    return {"awards": AwardsImporter, "demo": DemoImporter, "ocds": OcdsImporter}
