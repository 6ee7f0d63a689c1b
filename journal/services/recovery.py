"""The recovery code: made, kept on paper, replaced, tried once a year.

It opens one journal and no other; there is no way in for anyone else's code or key.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from journal.crypto.keys import (
    SlotKind,
    new_recovery_code,
    open_recovery_slot,
    read_code,
    recovery_slot,
)
from journal.errors import (
    CannotOpen,
    CodeDoesNotOpen,
    Damaged,
    JournalError,
)
from journal.services import passphrases, preferences
from journal.services.recovery_sheet import sheet
from journal.services.session import Session
from journal.storage.places import write_new

DRILL_EVERY = timedelta(days=365)
NOT_ON_PAPER = "That is not what the paper should say. Look once more."


def new_code(session: Session) -> str:
    """Return a fresh recovery code; it opens nothing until it is kept."""
    return new_recovery_code(session.conditions.random)


def new_code_later(session: Session, passphrase: str) -> str:
    """Return a fresh code, for someone who shows that the journal is theirs.

    Raises:
        CannotOpen: the passphrase does not open this journal.
    """
    passphrases.confirm(session, passphrase)
    return new_code(session)


def keep_code(session: Session, code: str, *, typed: str) -> None:
    """Let a code open this journal, once part of it was typed back from paper.

    The one before opens it no more.

    Raises:
        CodeDoesNotOpen: what was typed is not the code's first or last group.
    """
    groups = code.split("-")
    if typed.strip().upper() not in {groups[0], groups[-1], code}:
        raise CodeDoesNotOpen(NOT_ON_PAPER)
    random = session.conditions.random
    slot = recovery_slot(session.identity.root, read_code(code), random=random)
    with session.lock:
        had_code = has_code(session)
        chosen = replace(preferences.preferences(session), drilled=session.today())
        with session.vault.change() as change:
            change.put_slot(SlotKind.RECOVERY, slot)
            preferences.put_chosen(session, change, chosen)
            if had_code:
                session.owe_scrub(change)
        session.preferences = chosen
    session.scrub()


def has_code(session: Session) -> bool:
    """Whether a recovery code opens this journal."""
    try:
        return session.vault.slot(SlotKind.RECOVERY) is not None
    except Damaged:
        # There is one, and no copy of it is right: a new one can take its place.
        return True


def opens(session: Session, code: str) -> bool:
    """Whether the code from the paper opens this journal; nothing is changed by it.

    Raises:
        Damaged: the place where the code is kept has been damaged.
    """
    slot = session.vault.slot(SlotKind.RECOVERY)
    if slot is None:
        return False
    try:
        root = open_recovery_slot(slot, read_code(code))
    except CannotOpen:
        return False
    return root == bytes(session.identity.root)


def drill_is_due(session: Session) -> bool:
    """Whether a year has passed since the paper was made, tried, or let be."""
    last = preferences.preferences(session).drilled
    is_over = last is None or session.today() - last >= DRILL_EVERY
    return is_over and has_code(session)


def offers_drill(session: Session) -> bool:
    """Whether this visit may speak of trying the paper: one visit a year, and no more.

    Said once, it rests for a year, whether or not anyone did it.
    """
    if not session.speaks_of_drill and drill_is_due(session):
        session.speaks_of_drill = True
        # Where it could not be stored it may be said again.
        with suppress(JournalError):
            let_drill_be(session)
    return session.speaks_of_drill


def let_drill_be(session: Session) -> None:
    """Ask again in a year at the earliest."""
    chosen = preferences.preferences(session)
    preferences.keep(session, replace(chosen, drilled=session.today()))


def write_sheet(session: Session, code: str, target: Path) -> None:
    """Write a page to print, for its owner alone; what is there is never replaced.

    Raises:
        NotPossible: something has that name, or it would be taken for a journal.
        NoRoom, MayNotWrite, PlaceTrouble: no sheet was made.
    """
    page = sheet(code, label=session.vault.label, day=session.today())
    write_new(target.absolute(), page.encode("utf-8"))
