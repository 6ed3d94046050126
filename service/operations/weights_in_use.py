"""The set of weights that answers go by now."""

from __future__ import annotations

import json

from service.analysis.weight_changes import changed
from service.analysis.weights import WEIGHTS, Weights
from service.database import Database
from service.store.suggestions import active_weight_set


def weights_in_use(database: Database) -> Weights:
    """Return the set in use: one that a person put into use, else that of the service."""
    found = active_weight_set(database)
    return changed(json.loads(found[1]), found[0]) if found else WEIGHTS
