"""The passphrase of an open journal: shown to be known, changed, set anew.

Changing it seals the same root again. No entry is touched, and what opened copies
made before opens them still.
"""

from journal.crypto.keys import (
    NewSlot,
    SlotKind,
    asked_cost,
    open_passphrase_slot,
    passphrase_slot,
    refuse_short,
)
from journal.errors import CannotOpen, Damaged, JournalError, NotPossible
from journal.services.session import Session

LITTLE_MEMORY = (
    "This computer has little memory, so guessing your passphrase costs less than "
    "usual. A long passphrase matters more here."
)
CHANGED = "From now on the new passphrase opens this journal."
OLD_COPIES = (
    "Copies and backups made before this still open with the old passphrase, and so "
    "does this journal for someone who puts such a copy in its place."
)
NEEDS_THE_OLD = (
    "A new passphrase is set with the old one, or after opening with the recovery "
    "code. Nothing was changed."
)


def confirm(session: Session, passphrase: str) -> None:
    """Return only if the passphrase opens this journal.

    Raises:
        CannotOpen: it does not.
        Damaged: the place where it is kept has been damaged.
    """
    slot = session.vault.slot(SlotKind.PASSPHRASE)
    if slot is None:
        raise Damaged
    stretch = session.conditions.stretch
    root = open_passphrase_slot(slot, passphrase, stretch=stretch)
    if root != bytes(session.identity.root):
        raise CannotOpen


def change(session: Session, old: str, new: str) -> tuple[str, ...]:
    """Let a new passphrase open this journal in place of the old; return what to say.

    Either the old one opens it or the new one, at every moment: both copies are
    replaced in one change, after it was tried that the new one opens.

    Raises:
        CannotOpen: the old one does not open it.
        PassphraseTooShort: the new one has fewer than ten characters.
        NoRoom, MayNotWrite, Busy, Damaged: the old one opens it as before.
    """
    refuse_short(new)
    confirm(session, old)
    return _set(session, new)


def set_new(session: Session, new: str) -> tuple[str, ...]:
    """The same for someone who came in by the recovery code; the old is forgotten.

    Raises:
        NotPossible: this journal was opened with its passphrase.
        PassphraseTooShort, NoRoom, MayNotWrite, Busy, Damaged: nothing was changed.
    """
    if not session.came_by_code:
        raise NotPossible(NEEDS_THE_OLD)
    refuse_short(new)
    said = _set(session, new)
    session.came_by_code = False
    return said


def stretch_anew(session: Session, passphrase: str) -> None:
    """Make guessing as costly as it is made now, where it was less; never less.

    Where that cannot be done now, it is tried at the next opening.
    """
    slot = session.vault.slot(SlotKind.PASSPHRASE)
    stretch = session.conditions.stretch
    if slot is None or not stretch.rises_above(*asked_cost(slot)):
        return
    try:
        fresh = _sealed(session, passphrase)
        if not fresh.lowered:
            _keep(session, fresh)
    except JournalError:
        return


def _set(session: Session, new: str) -> tuple[str, ...]:
    fresh = _sealed(session, new)
    # Memory may be faulty: a slot that nothing opens must not take the place of one.
    stretch = session.conditions.stretch
    if open_passphrase_slot(fresh.data, new, stretch=stretch) != bytes(
        session.identity.root
    ):
        raise Damaged
    _keep(session, fresh)
    session.scrub()
    return (CHANGED, OLD_COPIES, *([LITTLE_MEMORY] if fresh.lowered else []))


def _sealed(session: Session, passphrase: str) -> NewSlot:
    return passphrase_slot(
        session.identity.root,
        passphrase,
        stretch=session.conditions.stretch,
        random=session.conditions.random,
    )


def _keep(session: Session, slot: NewSlot) -> None:
    with session.lock, session.vault.change() as kept:
        kept.put_slot(SlotKind.PASSPHRASE, slot.data)
        session.owe_scrub(kept)
