"""Hide from someone who looks into the file how much one writes for oneself."""

from journal.errors import Damaged, NotPossible
from journal.services.pieces import own_rows
from journal.services.session import SELF, Session

TOO_MUCH = (
    "There is more here than the box can take at every save. Nothing was changed."
)
MOST_BYTES = 64 * 1024 * 1024


def is_hidden(session: Session) -> bool:
    """Whether what is private lies in one box."""
    return session.vault.box is not None


def hide(session: Session, *, hides: bool) -> None:
    """Put all that is private into one box, or lay it out again; all or nothing.

    In the box neither the number of private pieces nor when each came can be seen,
    only the size of the whole, in doublings.

    Raises:
        Damaged: part of it cannot be read; it is left as it is.
        NotPossible: it is too much for a box.
        NoRoom, MayNotWrite: nothing was changed.
    """
    with session.lock:
        if hides == is_hidden(session):
            return
        vault = session.vault
        if hides:
            box = session.new_box(session.streams[SELF])
            for sequence, data in own_rows(session):
                box.put(sequence, data)
            if sum(map(len, box.rows.values())) > MOST_BYTES:
                raise NotPossible(TOO_MUCH)
            with vault.change() as change:
                change.fill_box(box)
                session.owe_scrub(change)
            vault.box = box
        else:
            held = vault.box
            if held is None or held.is_spoilt:
                raise Damaged
            with vault.change() as change:
                change.empty_box(held)
                session.owe_scrub(change)
            vault.box = None
        session.scrub()
