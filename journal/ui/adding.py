"""One key, wherever something can be read, that puts it into a pack or takes it out."""

from typing import Any

from journal.domain.entries import EntryId, MomentId
from journal.services import picking
from journal.services.packing import Whose
from journal.services.picking import Choice
from journal.services.preferences import reader
from journal.services.session import Session
from journal.ui.working import WorkingPage

IN_MINE, OUT_OF_MINE = "In your pack for counselling.", "Not in your pack any more."
NOT_TOLD = "In your pack for counselling. {partner} is not told."
IN_OURS = (
    "In our pack. {partner} can see it there, and it leaves once you have both agreed."
)
OUT_OF_OURS = "Not in our pack any more."
STAYS = "{partner} brings it too, so it stays. You can leave your own side out of it."


def may_add_to_ours(session: Session) -> bool:
    """Whether there are two to make a pack together."""
    return reader(session) is not None


def add_or_take_out(
    page: WorkingPage[Any], whose: Whose, id_: EntryId | MomentId
) -> None:
    """Put an entry of mine into my pack, or a moment into ours; or take it out."""
    session = page.session

    def toil() -> Choice:
        choice = picking.choice_of(session, whose, id_)
        picking.add_or_take_out(session, whose, choice)
        return choice

    page.work(toil, lambda before: page.say(said_of(session, whose, before)))


def said_of(session: Session, whose: Whose, before: Choice) -> str:
    """Return what came of adding or taking out what stood so before."""
    partner = session.partner
    if whose is Whose.MINE or partner is None:
        if before.by_me:
            return OUT_OF_MINE
        return NOT_TOLD.format(partner=partner.name) if partner else IN_MINE
    taken_out = STAYS if before.by_other else OUT_OF_OURS
    words = taken_out if before.by_me else IN_OURS
    return words.format(partner=partner.name)
