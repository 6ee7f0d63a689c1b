"""All that Lean-to itself took out, brought in again as it was.

Pages keep their ids, their moments and every version. All of it is private again, and
its author is whoever brings it in. What others had offered stays in the file.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journal.crypto.format import BODY_LIMIT, encode_json
from journal.crypto.primitives import hmac_sha256
from journal.domain.entries import Entry, Visibility
from journal.domain.own_prompts import OwnPrompt
from journal.domain.payload import body_of
from journal.errors import NotPossible
from journal.services.drafts import Draft, drafts
from journal.services.session import Session

if TYPE_CHECKING:
    from journal.export.values import Export, Unfinished
    from journal.imports.found import Reading

Versions = tuple[Entry, ...]
"""A page, its first version first."""

SOURCE = "Lean-to"
TOO_LARGE = (
    "That export holds an entry that is larger than a journal can hold. "
    "Nothing was brought in."
)
_HEAD = 400
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What an export holds, as this journal would keep it; what is here is left out."""

    pages: list[Versions] = field(repr=False)
    questions: tuple[OwnPrompt, ...] = field(repr=False)
    unfinished: tuple[Draft, ...] = field(repr=False)


def export_in(path: Path) -> "Export | None":
    """Return the export that a file is, or that is all a zip holds, or None.

    Raises:
        NotPossible: it is one, and is not whole; the sentence says where.
    """
    from journal.export import data_reader
    from journal.imports.reading import only_file

    data = only_file(path)
    if data is None or not data_reader.is_export(data[:_HEAD]):
        return None
    return data_reader.read(data)


def reading_of(export: "Export") -> "Reading":
    """Return an export as what is said of it before it is brought in."""
    from journal.imports.found import Found, Reading

    entries = (
        Found(
            source=SOURCE,
            key=page.entry.id,
            day=page.entry.written_on,
            words=page.entry.words,
        )
        for page in export.mine.pages
    )
    return Reading(entries=tuple(sorted(entries, key=lambda one: one.day)))


def again(session: Session, export: "Export") -> Again:
    """Return what an export holds, as this journal would keep it.

    Raises:
        NotPossible: it holds more than a journal can.
    """
    mine, partner = export.mine, session.partner
    # What the partner told keeps its id for them alone.
    taken = session.own_prompts.keys() | session.deleted
    taken |= session.offers.ids(partner.id) if partner else frozenset()
    return Again(
        pages=[
            tuple(_kept(session, one) for one in (*page.earlier, page.entry))
            for page in mine.pages
        ],
        questions=tuple(
            replace(one, author=session.identity.id, revision=1)
            for one in mine.questions
            if one.id not in taken
        ),
        unfinished=_unfinished(session, mine.unfinished),
    )


def _kept(session: Session, entry: Entry) -> Entry:
    if entry.unknown and len(encode_json(body_of(entry))) > BODY_LIMIT // 2:
        raise NotPossible(TOO_LARGE)
    return replace(
        entry,
        author=session.identity.id,
        visibility=Visibility.PRIVATE,
        changed_after_reading=None,
        written_at=max(entry.written_at, _EARLIEST),
    )


def _unfinished(session: Session, pages: "tuple[Unfinished, ...]") -> tuple[Draft, ...]:
    """Return the unfinished pages that are neither here nor have been finished."""
    known = {one.words for one in drafts(session)}
    known |= {one.words for one in session.library.own_entries()}
    return tuple(
        Draft(
            id=hmac_sha256(session.identity.import_key, one.words.encode())[:16].hex(),
            words=one.words,
            prompt=one.prompt,
            asked=one.asked,
            entry=one.entry,
        )
        for one in pages
        if one.words not in known
    )
