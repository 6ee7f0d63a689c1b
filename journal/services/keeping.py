"""Keep a journal safe: a copy of the sealed vault."""

from pathlib import Path

from journal.errors import NotPossible
from journal.services.session import Session
from journal.storage.places import VAULT_SUFFIX, place_errors

TAKEN_FOR_A_JOURNAL = (
    "A copy of that name in the folder of journals would be taken for one of them. "
    "Put it elsewhere, or give it another ending. Nothing was made."
)

_SEALED = ("envelope", "draft", "state", "container")


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
