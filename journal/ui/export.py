"""Export: what can be taken out, each by a way of its own."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from typing_extensions import override

from journal.domain.marks import Span, Tone
from journal.services.packing import Whose
from journal.services.preferences import reader
from journal.ui.book_out import BOOK, BOOK_MEANS, ask_year
from journal.ui.giving_out import (
    GIVE,
    GIVE_MEANS,
    SHEET,
    SHEET_MEANS,
    GivePage,
    ask_for_sheet,
)
from journal.ui.packing_desk import DeskPage
from journal.ui.taking_out import AS_FILES, MEANS, TAKE_OUT, ask_form
from journal.ui.ways import Way, WaysPage
from journal.ui.working import OPENING

MINE, OURS = "My pack", "Our pack"
FOR_COUNSELLOR = "For a counsellor: a few pages, in your own words."
OF_MINE = "From your own pages alone. {partner} is not told of it."
OF_MINE_ALONE = "From your own pages alone."
OF_OURS = (
    "From what the two of you have offered. It leaves once you have both agreed to its "
    "very words."
)
NOT_MET = "Once there are two of you here, there can be a pack of both."


class ExportPage(WaysPage[bool]):
    """The ways out: a pack for a counsellor, or all of one's own words."""

    PLACE: ClassVar = "export"
    FOOTER: ClassVar = ("export.open", "page.back")

    @override
    def read(self) -> bool:
        return self.session.is_complete

    @override
    def above(self) -> Sequence[str]:
        if not self.seen:
            return (OPENING,)
        alone = (NOT_MET,) if self.session.partner is None else ()
        return (FOR_COUNSELLOR, *alone)

    @override
    def ways(self) -> Sequence[Way]:
        self.trail = (Span("Export", Tone.BOLD),)
        return tuple(self._ways_out()) if self.seen else ()

    def _ways_out(self) -> Iterator[Way]:
        partner = self.session.partner
        mine = OF_MINE.format(partner=partner.name) if partner else OF_MINE_ALONE
        yield Way(MINE, partial(self._desk, Whose.MINE), means=mine)
        if reader(self.session) is not None:
            yield Way(OURS, partial(self._desk, Whose.OURS), means=OF_OURS)
        yield Way(GIVE, self._give, means=GIVE_MEANS)
        yield Way(BOOK, partial(ask_year, self), means=BOOK_MEANS)
        yield Way(SHEET, partial(ask_for_sheet, self), means=SHEET_MEANS)
        take = partial(ask_form, self, self.session)
        yield Way(TAKE_OUT, take, AS_FILES, MEANS)

    def _give(self) -> None:
        self.host.open_page(GivePage(self.session))

    def _desk(self, whose: Whose) -> None:
        self.host.open_page(DeskPage(self.session, whose))
