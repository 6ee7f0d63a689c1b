"""Keep a journal safe: the recovery code, and a copy of the sealed vault."""

from pathlib import Path

from journal.crypto.keys import SlotKind, new_recovery_code, read_code, recovery_slot
from journal.errors import CodeDoesNotOpen, NotPossible
from journal.services.session import Session
from journal.storage.places import VAULT_SUFFIX, place_errors

TAKEN_FOR_A_JOURNAL = (
    "A copy of that name in the folder of journals would be taken for one of them. "
    "Put it elsewhere, or give it another ending. Nothing was made."
)

_SEALED = ("envelope", "draft", "state", "container")


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


def backup(session: Session, target: Path) -> int:
    """Write a consistent copy of the sealed vault; it opens as the vault does.

    It is read again and compared with the vault, row for row, before this returns.
    Returns the number of sealed pieces in it.

    Raises:
        NotPossible: something is there already, or it would be taken for a journal.
        NoRoom, MayNotWrite, PlaceTrouble: there is no copy to rely on.
    """
    folder = target.absolute().parent
    with place_errors():
        beside = folder.exists() and folder.samefile(session.vault.path.parent)
    if beside and target.name.endswith(VAULT_SUFFIX):
        raise NotPossible(TAKEN_FOR_A_JOURNAL)
    with session.lock:
        sums = session.vault.backup(target)
    # Beside the private box, the container has a copy of each lock.
    locks = len({kind for kind, _ in session.vault.slot_copies()})
    return sum(sums[table].rows for table in _SEALED) - locks
