"""Put a copy back as a journal, and prove that it is one before saying so."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import Enum, auto, unique
from pathlib import Path

from journal.crypto.format import parse
from journal.crypto.keys import Identity
from journal.crypto.primitives import sha256
from journal.errors import Busy, Damaged, JournalError, NotPossible
from journal.services.checking import examine
from journal.services.conditions import Conditions
from journal.services.drafts import drafts
from journal.services.loading import load, read_meeting
from journal.services.opening import Door, Key, doors
from journal.services.session import SELF, Session
from journal.storage import places
from journal.storage.vault import Vault, VaultCopy

HERE_ALREADY = (
    "That journal is here already. Move the one that is here into another folder "
    "first, or restore into another: --into FOLDER. Nothing was changed."
)
NAME_TAKEN = (
    "A journal of that name is here already. Move it into another folder first, or "
    "restore into another: --into FOLDER. Nothing was changed."
)
NOT_WHOLE = (
    "Part of this copy is damaged, so it was not put back. To see what, and to save "
    "the rest: leanto check FILE --save-into FOLDER. Nothing was changed."
)
IN_USE = "That file is open as a journal at the moment. Close it there first."


@unique
class Beside(Enum):
    """How a copy stands to the journal it was made from, where that is here."""

    NOT_HERE = auto()
    THE_SAME = auto()
    OLDER = auto()
    PARTED = auto()
    CANNOT_TELL = auto()


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, as it was read from its new place.

    `beside` is how it stands to the journal it was made from, and `since` how many
    sealed pieces that one has and the copy has not.
    """

    door: Door
    envelopes: int
    digest: str
    entries: int
    offered: int
    unfinished: int
    has_met: bool
    beside: Beside
    since: int = 0
    place: Path | None = field(default=None, repr=False)


def restore(
    file: Path,
    key: Key,
    *,
    home: Path,
    into: Path | None = None,
    conditions: Conditions,
) -> Restored:
    """Put a copy back, in `home` or in another folder; the copy is only read.

    It is opened and every piece of it looked at before anything is made; then the
    new file is read again, compared with the copy row for row, and opened. Only then
    it has its name; if any of it fails, nothing is left of it.

    Raises:
        NotPossible: a journal of that name, or this one, is in that folder already.
        CannotOpen: the passphrase, or the code, does not open it.
        Damaged: part of the copy is damaged, or it is no copy of a journal.
        Unsupported: a newer version made it.
        NoRoom, MayNotWrite, PlaceTrouble: it was not put back.
    """
    folder = into or home
    with ExitStack() as undo:
        _refuse_open(file, undo)
        shown = open_copy(file, key, conditions=conditions)
        undo.callback(shown.close)
        copy = shown.vault
        _refuse_taken(copy, folder)
        if not examine(shown).is_whole:
            raise Damaged(NOT_WHOLE)
        found = _beside(shown, home)
        if into is None or not into.exists():
            places.prepare_home(folder)
        path = places.new_vault_path(folder, conditions.random)
        with places.scratch_beside(path) as scratch:
            part = scratch / path.name
            sums = copy.backup(part)
            digest = sha256(b"".join(one.digest for one in sums.values())).hex()
            proved = _proved(part, Door(copy.label, path), shown, digest, found)
            places.put_in_place(part, path, taken=NotPossible(places.TAKEN))
        return proved


def open_copy(file: Path, key: Key, *, conditions: Conditions) -> Session:
    """Open a copy, or any vault file, only to read it.

    Raises:
        CannotOpen: the passphrase, or the code, does not open it.
        Damaged, Unsupported, PlaceTrouble: see errors.
    """
    with ExitStack() as undo:
        copy = VaultCopy(file)
        undo.callback(copy.close)
        session = Session(copy, Identity(key(copy)), conditions)
        read_meeting(session)
        undo.pop_all()
    return session


def _refuse_open(file: Path, undo: ExitStack) -> None:
    """Hold the lock of a vault that may be open; beside a copy there is none."""
    if file.with_name(file.name + ".lock").exists():
        try:
            lock = places.VaultLock(file)
        except Busy:
            raise Busy(IN_USE) from None
        undo.callback(lock.release)


def _refuse_taken(copy: Vault, folder: Path) -> None:
    for door in doors(folder):
        if door.label.casefold() == copy.label.casefold():
            raise NotPossible(NAME_TAKEN)
        try:
            other = VaultCopy(door.path)
        except JournalError:
            continue
        ids = other.stream_ids
        other.close()
        if ids == copy.stream_ids:
            raise NotPossible(HERE_ALREADY)


def _beside(shown: Session, home: Path) -> tuple[Beside, int]:
    """Compare with the journal the copy was made from, if it is in the home."""
    found = (Beside.NOT_HERE, 0)
    for path in places.vault_paths(home):
        try:
            original = VaultCopy(path)
        except JournalError:
            # It may be the very journal whose damage this copy is to mend.
            found = (Beside.CANNOT_TELL, 0)
            continue
        try:
            if original.stream_ids != shown.vault.stream_ids:
                continue
            same = Session(
                original, Identity(bytes(shown.identity.root)), shown.conditions
            )
            return _compared(_links(shown), _links(same))
        except JournalError:
            return Beside.CANNOT_TELL, 0
        finally:
            original.close()
    return found


def _links(session: Session) -> dict[tuple[bytes, int], bytes]:
    """Return the link at every place; a husk keeps that of what it stands for."""
    streams = {*session.vault.streams(), session.streams[SELF]}
    return {
        (stream, sequence): parse(data).link
        for stream in streams
        for sequence, data in session.vault.envelopes(stream)
    }


def _compared(
    copied: dict[tuple[bytes, int], bytes], held: dict[tuple[bytes, int], bytes]
) -> tuple[Beside, int]:
    if any(held.get(place) != link for place, link in copied.items()):
        return Beside.PARTED, 0
    since = len(held) - len(copied)
    return (Beside.OLDER, since) if since else (Beside.THE_SAME, 0)


def _proved(
    part: Path, door: Door, shown: Session, digest: str, found: tuple[Beside, int]
) -> Restored:
    """Open what is to be put back, and count what it says."""
    identity = Identity(bytes(shown.identity.root))
    session = Session(Vault.open(part), identity, shown.conditions)
    try:
        read_meeting(session)
        load(session)
        if any(isinstance(trouble, Damaged) for trouble in session.troubles):
            raise Damaged
        me = session.identity.id
        offered = [one for one in session.library.offered_entries() if one.author == me]
        return Restored(
            door=door,
            envelopes=len(_links(session)),
            digest=digest,
            entries=len(session.library.own_entries()),
            offered=len(offered),
            unfinished=len(drafts(session)),
            has_met=session.meeting is not None,
            beside=found[0],
            since=found[1],
        )
    finally:
        session.close()
