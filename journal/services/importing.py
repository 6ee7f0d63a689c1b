"""Bring in what was written elsewhere: looked at first, private, and never twice.

An entry that is brought in gets an id that only its writer's key can work out from the
id it had. So it is known again without being marked, and one that was deleted here
stays deleted. What has come by another way, with the same day and the same words, is
known by those. Lean-to's own export keeps its ids.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from journal.crypto.primitives import hmac_sha256
from journal.domain.entries import Entry, EntryId, MomentId
from journal.domain.own_prompts import OwnPrompt
from journal.services import importing_again
from journal.services.drafts import Draft, keep_draft
from journal.services.importing_again import Versions
from journal.services.loading import load
from journal.services.pages import keep_entry, keep_own_prompt
from journal.services.session import Session

if TYPE_CHECKING:
    from journal.export.values import Export
    from journal.imports.found import Found, Reading

BATCH = 250
"""So many are durable at once, with one wait for the disk."""
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_NOON = time(12)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was found; `export` where it is all that Lean-to itself took out."""

    reading: "Reading" = field(repr=False)
    export: "Export | None" = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be brought in: `pages` with all their versions, the earliest first.

    `here` are in the journal already, `deleted` were, and were deleted in it.
    """

    found: Elsewhere
    pages: tuple[Versions, ...] = field(repr=False)
    questions: tuple[OwnPrompt, ...] = field(default=(), repr=False)
    unfinished: tuple[Draft, ...] = field(default=(), repr=False)
    here: int = 0
    deleted: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether all of it is here."""
        return not (self.pages or self.questions or self.unfinished)


def read(path: Path, *, today: date) -> Elsewhere:
    """Return what an export holds; nothing is kept yet.

    Raises:
        NotFound, PlaceTrouble: it is not there, or cannot be opened.
        NotPossible: nothing in it can be brought in, or it is not safe to read.
    """
    from journal.imports import reading

    export = importing_again.export_in(path)
    if export is not None:
        return Elsewhere(importing_again.reading_of(export), export)
    return Elsewhere(reading.read(path, today=today))


def plan(session: Session, found: Elsewhere) -> Plan:
    """Return what of it is new to this journal.

    Raises:
        NotPossible: it holds more than a journal can.
    """
    load(session)
    if found.export is None:
        return _new(
            session, found, [(one,) for one in _entries(session, found.reading)]
        )
    again = importing_again.again(session, found.export)
    planned = _new(session, found, again.pages)
    return Plan(
        found=found,
        pages=planned.pages,
        questions=again.questions,
        unfinished=again.unfinished,
        here=planned.here,
        deleted=planned.deleted,
    )


def bring_in(session: Session, planned: Plan, progress: Progress | None = None) -> int:
    """Keep what was planned, private, some hundreds at a time; return how many pages.

    Whatever cuts this off, those that were kept are whole, and planning it again
    leaves the others. `progress` is told how many are done, of how many.

    Raises:
        NoRoom, MayNotWrite, Busy, Damaged: what was kept before stays.
    """
    if planned.questions:
        with session.writing() as pen:
            for question in planned.questions:
                keep_own_prompt(pen, question)
    for draft in planned.unfinished:
        keep_draft(session, draft)
    pages = planned.pages
    for start in range(0, len(pages), BATCH):
        if session.is_closing:
            return start
        with session.writing() as pen:
            for versions in pages[start : start + BATCH]:
                for entry in versions:
                    keep_entry(pen, entry)
        if progress is not None:
            progress(min(start + BATCH, len(pages)), len(pages))
    return len(pages)


def _new(session: Session, found: Elsewhere, coming: Sequence[Versions]) -> Plan:
    """Return what of all that comes is not here, by its id or by its day and words."""
    library = session.library
    held = _ids_here(session)
    here = {one[-1].id for one in coming if one[-1].id in held}
    unknown = [one for one in coming if one[-1].id not in here]
    left = [one for one in unknown if one[-1].id not in session.deleted]
    same = Counter(
        (own.written_on, own.words)
        for own in library.own_entries()
        if own.id not in here
    )
    pages: list[Versions] = []
    for versions in left:
        content = versions[-1].written_on, versions[-1].words
        if same[content]:
            same[content] -= 1
        else:
            pages.append(versions)
    return Plan(
        found=found,
        pages=tuple(pages),
        here=len(here) + len(left) - len(pages),
        deleted=len(unknown) - len(left),
    )


def _ids_here(session: Session) -> set[EntryId]:
    """Return the ids of all that was ever told here, the partner's too.

    Whatever the partner tells under an id of mine is not believed.
    """
    library, partner = session.library, session.partner
    every = (*library.own_entries(), *library.offered_entries())
    theirs = session.offers.ids(partner.id) if partner else frozenset()
    return {one.id for one in every} | theirs


def _entries(session: Session, reading: "Reading") -> Iterator[Entry]:
    """Yield what was found as entries of mine.

    What had been taken out of here has the id it has here.
    """
    known = _ids_here(session) | session.deleted
    for number, found in enumerate(reading.entries):
        was = EntryId(found.key.partition("#")[0].lower())
        yield Entry(
            id=was if was in known else _id_for(session, found),
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


def _id_for(session: Session, found: "Found") -> EntryId:
    told = f"{found.source}\0{found.key}".encode("utf-8", "surrogatepass")
    return EntryId(hmac_sha256(session.identity.import_key, told)[:16].hex())


def _written_at(session: Session, found: "Found", number: int) -> datetime:
    """Return when it was written, or a time on its day that keeps the order."""
    now = session.conditions.clock().astimezone(UTC).replace(microsecond=0)
    noon = datetime.combine(found.day, _NOON, UTC)
    told = found.at or noon + timedelta(seconds=number % 3600)
    return min(max(told.astimezone(UTC).replace(microsecond=0), _EARLIEST), now)
