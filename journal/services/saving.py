"""Save what can be saved of a damaged journal, into a new vault.

The vault it comes from is left as it is.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from journal.crypto.format import Kind
from journal.crypto.keys import Identity, SlotKind
from journal.errors import CannotOpen, Damaged, NotPossible, Unsupported
from journal.services.checking import Finding, Report, examine
from journal.services.drafts import drafts, opened_draft
from journal.services.hiding import hide, is_hidden
from journal.services.loading import load, read_meeting
from journal.services.pages import agree_with_offers
from journal.services.pieces import Piece, pieces, stream_of
from journal.services.segments import known_runs
from journal.services.session import (
    PARTNER,
    SELF,
    STATE_PINS,
    STATE_SCRUB,
    US,
    Head,
    Pen,
    Session,
)
from journal.storage import places
from journal.storage.vault import Vault

# What tells of the old file's ends and its gaps is nothing of the new one.
_MADE_ANEW = frozenset({STATE_PINS, STATE_SCRUB})

NO_LOCK = (
    "Every lock of this journal is damaged, so nothing would open what is saved. "
    "Nothing was made."
)
NEWER = (
    "Part of this journal was written by a newer Lean-to. Update Lean-to first, so "
    "that all of it can be saved. Nothing was made."
)
BESIDE = (
    "In the folder of journals it would be taken for the one it comes from. Name "
    "another folder. Nothing was made."
)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved and where: a look at the new vault, and at the old one."""

    path: Path = field(repr=False)
    report: Report
    left: tuple[Finding, ...]
    entries: int
    unfinished: int


def save_into(session: Session, target: Path) -> Saved:
    """Make a new vault of all that can still be read; it opens as this one does.

    `target` is a folder, or the file to make. What is private is sealed anew, one
    piece after the other; what passes between two people stays as it is, byte for
    byte, since the other holds it too. The new vault is opened and looked at before
    it has its name.

    Raises:
        NotPossible: something is there already, or it would be taken for this one.
        Unsupported: a newer version wrote part of it.
        NoRoom, MayNotWrite: nothing was made.
    """
    with session.lock:
        path = _place_for(session, target)
        left = tuple(one for one in examine(session).findings if one.is_lost)
        whose = (SELF, US, PARTNER) if session.meeting else (SELF,)
        found = {one: pieces(session, one) for one in whose}
        if any(piece.is_newer for some in found.values() for piece in some):
            raise Unsupported(NEWER)
        with places.scratch_beside(path) as scratch:
            part = scratch / path.name
            _make(session, part, found)
            saved = _looked_at(session, part, path, left)
            places.put_in_place(part, path, taken=NotPossible(places.TAKEN))
    return saved


def _place_for(session: Session, target: Path) -> Path:
    with places.place_errors():
        path = target.absolute()
        if path.is_dir():
            path = places.new_vault_path(path, session.conditions.random)
        folder, home = path.parent, session.vault.path.parent
        beside = folder.exists() and folder.samefile(home)
    if beside and path.name.endswith(places.VAULT_SUFFIX):
        raise NotPossible(BESIDE)
    if os.path.lexists(path):
        raise NotPossible(places.TAKEN)
    return path


def _make(session: Session, path: Path, found: Mapping[str, list[Piece]]) -> None:
    old, random = session.vault, session.conditions.random
    slots: dict[int, bytes] = {}
    for kind in SlotKind:
        with suppress(Damaged):
            data = old.slot(kind)
            slots |= {kind: data} if data is not None else {}
    if not slots:
        raise NotPossible(NO_LOCK)
    vault = Vault.create(
        path,
        label=old.label,
        slots=slots,
        # A stream of its own: the old one has places that can be filled no more.
        streams={SELF: random(16), US: session.streams[US]},
    )
    fresh = Session(vault, _same(session), session.conditions, is_new=True)
    try:
        # First, so that what is private never lies in rows that can be counted.
        hide(fresh, hides=is_hidden(session))
        with fresh.writing() as pen:
            _keep_private(pen, found[SELF])
            for whose in (US, PARTNER):
                _keep_shared(session, pen, whose, found.get(whose, []))
            _keep_rest(session, pen)
    finally:
        fresh.close()


def _same(session: Session) -> Identity:
    return Identity(bytes(session.identity.root))


def _keep_private(pen: Pen, found: list[Piece]) -> None:
    opened = [piece.opened for piece in found if piece.is_sound and piece.opened]
    gone = {one.facts.entry_id for one in opened if one.facts.kind is Kind.TOMBSTONE}
    for one in opened:
        # What was deleted is not made anew, should its words have been left behind.
        if one.facts.kind is Kind.TOMBSTONE or one.facts.entry_id not in gone:
            pen.add(SELF, replace(one.facts, dek=bytes(32)), one.body)


def _keep_shared(session: Session, pen: Pen, whose: str, found: list[Piece]) -> None:
    if not found:
        return
    stream = stream_of(session, whose)
    kept = [piece for piece in found if piece.is_sound and piece.parsed]
    for piece in kept:
        pen.change.add_envelope(stream, piece.sequence, piece.data)
        if piece.parsed is None:
            continue
        if whose == US:
            pen.heads[US] = Head(piece.sequence, piece.parsed.link)
        else:
            pen.pin_partner(piece.parsed)
    here = {piece.sequence for piece in kept}
    for run in known_runs(session, stream):
        # What is lacking is asked of the place again, where it may still lie.
        if here.issuperset(run.places):
            pen.change.note_segment(
                run.name, stream, run.first, run.last, own=whose == US
            )


def _keep_rest(session: Session, pen: Pen) -> None:
    """Keep the sealed state and the unfinished pages, byte for byte."""
    vault = session.vault
    with suppress(Damaged):
        for name in vault.state_names():
            if name not in _MADE_ANEW and (box := _state(session, name)) is not None:
                pen.change.put_state(name, box)
    with suppress(Damaged):
        for id_, box in vault.drafts():
            if _opens(session, id_, box):
                pen.change.put_draft(id_, box)


def _state(session: Session, name: str) -> bytes | None:
    with suppress(Damaged):
        session.state(name)
        return session.vault.state(name)
    return None


def _opens(session: Session, id_: bytes, box: bytes) -> bool:
    try:
        opened_draft(session, id_, box)
    except (CannotOpen, Damaged):
        return False
    return True


def _looked_at(
    session: Session, part: Path, path: Path, left: tuple[Finding, ...]
) -> Saved:
    """Read the new vault as one found on the disk, and tell what is in it."""
    again = Session(Vault.open(part), _same(session), session.conditions)
    try:
        read_meeting(again)
        load(again)
        # Of a page that was lost, what was offered may stand there still.
        agree_with_offers(again)
        return Saved(
            path,
            examine(again),
            left,
            len(again.library.own_entries()),
            len(drafts(again)),
        )
    finally:
        again.close()
