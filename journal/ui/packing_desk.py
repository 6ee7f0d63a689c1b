"""A pack for counselling on the desk: what it holds so far, and what there is to do."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from typing_extensions import override

from journal.domain.wording import count_words
from journal.services import picking
from journal.services.packing import Bench, Whose
from journal.services.picking import Table
from journal.services.session import Session
from journal.ui.packing_front import FrontPage
from journal.ui.packing_leave import BeforePage
from journal.ui.packing_moments import PickPage
from journal.ui.packing_names import NamesPage
from journal.ui.packing_room import RoomPage
from journal.ui.packing_sheet import SheetPage
from journal.ui.packing_strike import StrikesPage
from journal.ui.packing_words import CHANGED, consent_words, heading, may_leave
from journal.ui.ways import Way, WaysPage

MOMENTS = {Whose.MINE: "Pages", Whose.OURS: "Moments"}
PICK = {
    Whose.MINE: "Pick them from all that you wrote.",
    Whose.OURS: "Pick them from Us. Either of you may bring one.",
}
FRONT = "The words in front"
FRONT_MEANS = "What you would like help with, your questions, your name, the dates."
NAMES, NAMES_MEANS = "Names that are left", "One last look, once all is struck out."
MAKE, MAKE_IT = "Make the file", "To print, or to hand over."
ROOM, ROOM_MEANS = (
    "Read it in the room",
    "Large, a page at a time, and nothing beside it.",
)
READ, READ_IT = "Read it", "As your counsellor will read it, word for word."
STRIKE = "Strike out"
STRIKE_MEANS = "Names, places, dates, or any words of yours that are not needed."


class DeskPage(WaysPage[Table]):
    """One pack, my own or ours, and the steps of making it."""

    FOOTER: ClassVar = ("pack.open", "page.back")

    def __init__(self, session: Session, whose: Whose) -> None:
        super().__init__(session)
        self.whose = whose

    @override
    def read(self) -> Table:
        return picking.table(self.session, self.whose)

    @property
    def bench(self) -> Bench | None:
        """The pack as it stands, once it was read."""
        return self.seen.bench if self.seen is not None else None

    @override
    def warning(self) -> str:
        return CHANGED if self.bench is not None and self.bench.changed else ""

    @override
    def above(self) -> Sequence[str]:
        said = consent_words(self.session, self.bench) if self.bench else ""
        return (said,) if said else ()

    @override
    def ways(self) -> Sequence[Way]:
        self.trail, self.aside = heading(self.whose), ""
        return tuple(self._steps()) if self.seen is not None else ()

    def _steps(self) -> Iterator[Way]:
        if self.seen is None:
            return
        session, whose, host = self.session, self.whose, self.host
        count = len(self.seen.brought)
        yield Way(
            MOMENTS[whose],
            lambda: host.open_page(PickPage(session, whose)),
            count_words(count) if count else "none yet",
            PICK[whose],
        )
        yield Way(
            FRONT, lambda: host.open_page(FrontPage(session, whose)), means=FRONT_MEANS
        )
        if not count:
            return
        if self.seen.bench.mine:
            yield Way(
                STRIKE,
                lambda: host.open_page(StrikesPage(session, whose)),
                means=STRIKE_MEANS,
            )
        yield Way(
            NAMES,
            lambda: host.open_page(NamesPage(session, whose)),
            means=NAMES_MEANS,
        )
        yield Way(
            READ, lambda: host.open_page(SheetPage(session, whose)), means=READ_IT
        )
        if may_leave(session, self.seen.bench):
            yield Way(
                MAKE, lambda: host.open_page(BeforePage(session, whose)), means=MAKE_IT
            )
            yield Way(
                ROOM,
                lambda: host.open_page(RoomPage(session, whose)),
                means=ROOM_MEANS,
            )
