"""A pack for counselling on the desk: what it holds so far, and what there is to do."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from typing_extensions import override

from journal.domain.wording import count_words
from journal.services import picking
from journal.services.packing import Bench, Whose
from journal.services.picking import Table
from journal.services.session import Session
from journal.ui.packing_moments import PickPage
from journal.ui.packing_sheet import SheetPage
from journal.ui.packing_words import consent_words, heading
from journal.ui.ways import Way, WaysPage

MOMENTS = {Whose.MINE: "Pages", Whose.OURS: "Moments"}
PICK = {
    Whose.MINE: "Pick them from all that you wrote.",
    Whose.OURS: "Pick them from Us. Either of you may bring one.",
}
READ, READ_IT = "Read it", "As your counsellor will read it, word for word."
CHANGED = (
    "You changed this page after you struck words out of it. Look at it again. Until "
    "then it stays out."
)


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
        if not count:
            return
        yield Way(
            READ, lambda: host.open_page(SheetPage(session, whose)), means=READ_IT
        )
