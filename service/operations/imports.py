"""Imports files: checks them, streams their rows into the graph batch by batch, sets bad rows aside."""

from __future__ import annotations

import json
import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from graph_models.ids import short_hash
from graph_models.records import NodeRecord, RelationshipRecord
from service.database import Database
from service.errors import UsageError
from service.importers.base import Importer, Outcome, Position, Rejected, Row, Skipped
from service.importers.catalogue import importers
from service.importers.corporate_life import SOURCE as CORPORATE_EVENTS
from service.importers.rejects import RejectsFile
from service.language import Language
from service.operations.foreseeing import Foreseen, foresee
from service.operations.kept_ties import refresh_ties_quietly
from service.operations.resolving import Resolved, resolve_run
from service.store.difference import Difference
from service.store.fields import definitions
from service.store.graph_write import ImportProgress, preview_batch, write_batch
from service.store.import_runs import save_import_run, wish_for
from service.store.review import known_numbers
from service.store.tally import Tally

T = TypeVar("T")

BATCH_ROWS = 1000
"""Rows of the source a transaction, where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far an import is, for a progress display."""

    position: Position | None
    rows: int
    rejected: int


@dataclass(slots=True)
class ImportReport:
    """What an import did."""

    run: str
    source: str
    files: Sequence[str]
    read: int = 0
    rejected: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    tally: Tally = field(default_factory=Tally)
    rejects_file: Path | None = None
    is_dry_run: bool = False
    resolved: Resolved | None = None
    difference: Difference | None = None
    """What a dry run would change, field by field."""
    state: str = "done"
    is_to_undo: bool = False
    """It was cancelled, and what is in is to be undone."""
    unmapped: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """File -> columns that nothing was made of."""

    def as_dict(self) -> dict[str, Any]:
        """Return the report in the form of the contract."""
        return {
            "run": self.run,
            "source": self.source,
            "dry_run": self.is_dry_run,
            "state": self.state,
            "rows": {"read": self.read, "rejected": self.rejected, "skipped": dict(self.skipped)},
            "labels": self.tally.as_dict(),
            "unmapped": {file: list(columns) for file, columns in self.unmapped.items()},
            "difference": self.difference.as_dict() if self.difference else None,
            "resolved": self.resolved.as_dict() if self.resolved else None,
            "rejects_file": str(self.rejects_file) if self.rejects_file else None,
        }


def importer_for(source: str, profiles: Path | None = None, database: Database | None = None) -> Importer:
    """Return the importer of a source by its name.

    Parameters
    ----------
    profiles
        Folder of the mapping profiles that users saved.
    database
        Where importers look up what they have to know of the graph; None while it need not run.

    Raises
    ------
    UsageError
        When there is none.
    """
    known = partial(known_numbers, database, CORPORATE_EVENTS) if database else None
    found = importers(profiles, known, partial(definitions, database) if database else None)
    if source not in found:
        raise UsageError(
            "errors.unknown_source", field="source", source=source, sources=", ".join(sorted(found))
        )
    return found[source]()


def run_import(
    database: Database,
    source: str,
    paths: Sequence[Path],
    *,
    rejects: Path,
    lang: Language,
    is_dry_run: bool = False,
    run: ImportProgress | None = None,
    profiles: Path | None = None,
    progress: Callable[[Step], None] = lambda _: None,
) -> ImportReport:
    """Import files of one source.

    Each batch is one transaction together with the record of how far the run has come: whatever is killed,
    the graph holds whole batches, and running again adds only what is missing.

    Parameters
    ----------
    rejects
        Where bad rows go, to be mended and fed again; written only when there are any.
    is_dry_run
        Compare with the graph and write nothing.
    run
        The record of the import where it was made beforehand, by `new_run`; that of one which was broken off
        makes it go on after the last batch that went in, as if it had not been. It says how large batches
        are.
    profiles
        Folder of the mapping profiles that users saved.

    Raises
    ------
    InputFileError
        When a file is not of this source; nothing was written.
    """
    importer = importer_for(source, profiles, database)
    importer.check(paths)
    run = run or new_run(source, paths)
    started = run.properties["started_at"]
    report = ImportReport(run.id, source, run.properties["files"], is_dry_run=is_dry_run)
    report.difference = Difference() if is_dry_run else None
    report.unmapped = importer.unmapped
    already = int(run.properties["rows_read"])
    size = int(run.properties.get("batch_rows", BATCH_ROWS))
    if "counts" in run.properties:
        report.tally = Tally.of(json.loads(run.properties["counts"]))
    where: list[Position] = []
    seen: set[str] = set()
    foreseen = Foreseen(database)
    wish: str | None = None

    def so_far(state: str) -> dict[str, Any]:
        return {
            **run.properties,
            "updated_at": datetime.now(UTC),
            "state": state,
            "rows_read": report.read,
            "rows_rejected": report.rejected,
            "rows_skipped": report.skipped.total(),
            "counts": json.dumps(report.tally.as_dict()),
        }

    with ExitStack() as stack:
        bad = RejectsFile(rejects, importer.columns, lang)
        stack.enter_context(bad)
        outcomes = importer.read(paths, lambda position: where.append(position))
        for batch in stack.enter_context(Prefetched(_batches(outcomes, size))):
            if not is_dry_run and report.read >= already and (wish := wish_for(database, run.id)):
                break
            records = _sorted_out(batch, report, bad)
            if report.read <= already:
                # In the graph from before the import was broken off; its bad rows are told again.
                pass
            elif is_dry_run:
                plan = preview_batch(database, records, started, seen, report.difference)
                report.tally.update(plan.tally)
                foreseen.add(plan)
            else:
                saved = ImportProgress(run.id, so_far("running"), report.tally)
                report.tally.update(write_batch(database, records, saved, started))
            progress(Step(where[-1] if where else None, report.read, report.rejected))
            del where[:-1]
    report.rejects_file = bad.path if report.rejected else None
    if report.difference:
        foresee(foreseen, report.difference, started)
        return report
    report.state = {"pause": "paused", "cancel": "cancelled", "undo": "cancelled"}.get(wish or "", "done")
    if report.state == "paused":
        save_import_run(database, run.id, {**so_far("paused"), "wish": None})
        return report
    report.is_to_undo = wish == "undo"
    report.resolved = None if report.is_to_undo else resolve_run(database, run.id)
    refresh_ties_quietly(database, is_built=True)
    ended = {"finished_at": datetime.now(UTC), "wish": None}
    save_import_run(database, run.id, {**so_far(report.state), **ended})
    return report


def new_run(source: str, paths: Sequence[Path], batch_rows: int = BATCH_ROWS) -> ImportProgress:
    """Return the record of an import that begins now, ``batch_rows`` rows of the source a transaction."""
    started = datetime.now(UTC)
    names = [path.name for path in paths]
    id_ = f"run-{short_hash(source, *names, started.isoformat())}"
    properties: dict[str, Any] = {
        "source": source,
        "files": names,
        "started_at": started,
        "state": "running",
        "batch_rows": batch_rows,
        "rows_read": 0,
        "rows_rejected": 0,
        "rows_skipped": 0,
    }
    return ImportProgress(id_, properties)


def _batches(outcomes: Iterator[Outcome], size: int) -> Iterator[list[Outcome]]:
    while batch := list(islice(outcomes, size)):
        yield batch


def _sorted_out(
    batch: Iterable[Outcome], report: ImportReport, bad: RejectsFile
) -> list[NodeRecord | RelationshipRecord]:
    records: list[NodeRecord | RelationshipRecord] = []
    for outcome in batch:
        report.read += 1
        match outcome:
            case Row():
                records.extend(outcome.records)
            case Skipped():
                report.skipped[outcome.reason] += 1
            case Rejected():
                report.rejected += 1
                bad.write(outcome)
    return records


class Prefetched(Iterator[T]):
    """Reads ahead in a thread, so that parsing goes on while the database works; at most two items wait."""

    def __init__(self, items: Iterable[T]) -> None:
        self._queue: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue(maxsize=2)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._fill, args=(items,), daemon=True)

    def __enter__(self) -> Prefetched[T]:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def __next__(self) -> T:
        item, error = self._queue.get()
        if error is not None:
            raise error
        if item is None:
            raise StopIteration
        return item

    def _fill(self, items: Iterable[T]) -> None:
        try:
            for item in items:
                if not self._put(item, None):
                    return
            self._put(None, None)
        except BaseException as error:  # noqa: BLE001 -- handed to the reading thread, which raises it
            self._put(None, error)

    def _put(self, item: T | None, error: BaseException | None) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put((item, error), timeout=0.1)
            except queue.Full:
                continue
            return True
        return False
