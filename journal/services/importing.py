"""Bring in what was written elsewhere: looked at first, private, and never twice.

An entry that is brought in gets an id that only its writer's key can work out from the
id it had. So it is known again without being marked, and one that was deleted here
stays deleted. What has come by another way, with the same day and the same words, is
known by those.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from journal.crypto.primitives import hmac_sha256
from journal.domain.entries import Entry, EntryId, MomentId
from journal.services.loading import load
from journal.services.pages import keep_entry
from journal.services.session import Session

if TYPE_CHECKING:
    from journal.imports.found import Found, Reading

BATCH = 250
"""So many are durable at once, with one wait for the disk."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be brought in: `entries`, the earliest first.

    `here` are in the journal already, `deleted` were, and were deleted in it.
    """

    reading: "Reading" = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)
    here: int = 0
    deleted: int = 0


def read(path: Path, *, today: date) -> "Reading":
    """Return what an export of another program holds; nothing is kept yet.

    Raises:
        NotFound, PlaceTrouble: it is not there, or cannot be opened.
        NotReadable: nothing in it can be brought in, or it is not safe to read.
    """
    from journal.imports import reading

    return reading.read(path, today=today)


def plan(session: Session, reading: "Reading") -> Plan:
    """Return what of a reading is new to this journal."""
    load(session)
    library = session.library
    here: set[EntryId] = set()
    deleted = 0
    left: list[tuple[EntryId, Found]] = []
    for found in reading.entries:
        id_ = _id_of(session, found)
        if library.owns(id_):
            here.add(id_)
        elif id_ in session.deleted:
            deleted += 1
        else:
            left.append((id_, found))
    same = Counter(
        (own.written_on, own.words)
        for own in library.own_entries()
        if own.id not in here
    )
    entries: list[Entry] = []
    known = 0
    for id_, found in left:
        content = found.day, found.words
        if same[content]:
            same[content] -= 1
            known += 1
        else:
            entries.append(_entry(session, id_, found, len(entries)))
    return Plan(
        reading=reading,
        entries=tuple(entries),
        here=len(here) + known,
        deleted=deleted,
    )


def bring_in(session: Session, planned: Plan, progress: Progress | None = None) -> int:
    """Keep what was planned, private, some hundreds at a time; return how many.

    Whatever cuts this off, those that were kept are whole, and planning it again
    leaves the others. `progress` is told how many are done, of how many.

    Raises:
        NoRoom, MayNotWrite, Busy, Damaged: what was kept before stays.
    """
    entries = planned.entries
    for start in range(0, len(entries), BATCH):
        if session.is_closing:
            return start
        with session.writing() as pen:
            for entry in entries[start : start + BATCH]:
                keep_entry(pen, entry)
        if progress is not None:
            progress(min(start + BATCH, len(entries)), len(entries))
    return len(entries)


def _id_of(session: Session, found: "Found") -> EntryId:
    told = f"{found.source}\0{found.key}".encode("utf-8", "surrogatepass")
    return EntryId(hmac_sha256(session.identity.import_key, told)[:16].hex())


def _entry(session: Session, id_: EntryId, found: "Found", number: int) -> Entry:
    return Entry(
        id=id_,
        author=session.identity.id,
        moment=MomentId(session.conditions.random(16).hex()),
        revision=1,
        written_at=_written_at(session, found, number),
        written_on=found.day,
        about_when=found.is_guess,
        words=found.words,
        title=found.title,
        asked=found.asked,
    )


def _written_at(session: Session, found: "Found", number: int) -> datetime:
    """Return when it was written, or a time on its day that keeps the order."""
    now = session.conditions.clock().astimezone(UTC).replace(microsecond=0)
    noon = datetime.combine(found.day, time(12), UTC)
    told = found.at or noon + timedelta(seconds=number % 3600)
    earliest = datetime(1970, 1, 1, tzinfo=UTC)
    return min(max(told.astimezone(UTC).replace(microsecond=0), earliest), now)
