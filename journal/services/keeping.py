"""Keep a journal safe: the recovery code, and a copy of the sealed vault."""

from pathlib import Path

from journal.crypto.keys import SlotKind, new_recovery_code, read_code, recovery_slot
from journal.errors import CodeDoesNotOpen
from journal.services.session import Session


def new_code(session: Session) -> str:
    """Return a fresh recovery code; it opens nothing until it is kept."""
    return new_recovery_code(session.conditions.random)


def keep_code(session: Session, code: str, *, typed: str) -> None:
    """Let a code open this journal, once part of it was typed back from paper.

    Raises:
        CodeDoesNotOpen: what was typed is not the code's first or last group.
    """
    groups = code.split("-")
    if typed.strip().upper() not in {groups[0], groups[-1], code}:
        raise CodeDoesNotOpen("That is not what the paper should say. Look once more.")
    slot = recovery_slot(
        bytes(session.identity.root), read_code(code), random=session.conditions.random
    )
    with session.lock, session.vault.change() as change:
        change.put_slot(SlotKind.RECOVERY, slot)


def has_code(session: Session) -> bool:
    """Whether a recovery code opens this journal."""
    return session.vault.slot(SlotKind.RECOVERY) is not None


def backup(session: Session, target: Path) -> None:
    """Write a consistent copy of the sealed vault; it opens as the vault does.

    Raises:
        NotPossible: something is there already.
        NoRoom, MayNotWrite: no copy was made.
    """
    with session.lock:
        session.vault.backup(target)
