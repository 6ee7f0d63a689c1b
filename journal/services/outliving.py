"""When the partner has died: all that was told stays, and nothing waits for them."""

from dataclasses import replace
from typing import Final

from journal.errors import NotPossible
from journal.services import exchanging, sharing
from journal.services.preferences import keep, preferences
from journal.services.session import Session

NOBODY: Final = "There is nobody here of whom to say that. Nothing was changed."
SO_IT_IS: Final = (
    "All that you two told each other stays as it is. Nothing here waits for {name} "
    "any more."
)


def say_died(session: Session, *, died: bool) -> None:
    """Say that the partner has died, or that it is not so; nobody is told.

    Questions rest then, until their writer wants them. What one had sealed until the
    other answered is private again.

    Raises:
        NotPossible: there is no partner.
        NoRoom, MayNotWrite, Busy: it holds while the journal is open.
    """
    if session.partner is None:
        raise NotPossible(NOBODY)
    with session.lock:
        chosen = preferences(session)
        if chosen.is_bereaved == died:
            return
        # What lay on the table was dealt to two, or to one.
        dealt = replace(chosen, table_day=None, table=(), passed=())
        keep(session, replace(dealt, is_bereaved=died, rests=died))
    if died:
        exchanging.adopt_first(session)
        for sealed in session.offers.all_sealed(session.identity.id):
            sharing.take_back(session, sealed.id)
