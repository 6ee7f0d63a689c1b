"""What either of the two has sealed in a moment, as its page shows it."""

from dataclasses import dataclass, field
from typing import Any, Final

from journal.domain.drawing_pen import in_blocks
from journal.domain.entries import Entry
from journal.domain.marks import Line, Tone
from journal.domain.moments import Moment
from journal.services import answering, sealing
from journal.services.answering import Met
from journal.services.session import Session
from journal.ui.asides import paragraphs
from journal.ui.sealed import mine_waits, my_sealed, theirs_sealed
from journal.ui.working import WorkingPage


@dataclass(frozen=True, slots=True)
class Here:
    """That the partner has sealed something here, and what I have sealed."""

    theirs: Met | None = None
    mine: Entry | None = field(default=None, repr=False)


NOTHING_HERE: Final = Here()


def sealed_here(session: Session, told: Moment, *, in_us: bool) -> Here:
    """Return what is sealed in a moment of Us, or in one of mine."""
    if in_us:
        theirs = answering.met_inside(session, told)
        return Here(theirs, answering.mine_inside(session, told))
    entries = (side.entry for side in told.sides)
    sealed = (one for one in entries if sealing.of_mine(session, one.id) is not None)
    return Here(mine=next(sealed, None))


def drawn_here(
    page: WorkingPage[Any], here: Here, width: int, *, in_us: bool
) -> list[Line]:
    """Return it as lines: my own whole, the other's always the same."""
    session, marks = page.session, page.marks
    partner, people = session.partner, session.people
    blocks: list[list[Line]] = []
    if here.theirs is not None and partner is not None:
        met = here.theirs
        blocks.append(theirs_sealed(partner, people, met, width=width, marks=marks))
    mine = here.mine
    if mine is None:
        return in_blocks(blocks)
    if in_us:
        # In Mine it stands above already, as all that is mine.
        words = mine.words
        blocks.append(my_sealed(session.me, people, words, width=width, marks=marks))
    said = mine_waits(
        page.partners_name,
        is_side=mine.prompt is None,
        is_changed=answering.is_changed_since_sealed(session, mine.id),
        is_answered=answering.answers_theirs(session, mine.id),
    )
    return in_blocks([*blocks, paragraphs(said, width, Tone.MUTED)])
