"""Moments as a list, by season and by month; and a few of them on a page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.drawing import moment_block, turns_block
from journal.domain.entries import MomentId
from journal.domain.marks import Line, Span, Tone
from journal.domain.moments import Moment
from journal.domain.shared_view import EVERYTHING, SharedView
from journal.domain.wording import month_heading
from journal.domain.wrapping import wrap
from journal.services import reading
from journal.services.session import Session
from journal.ui.column import MARGIN
from journal.ui.lines import Lines
from journal.ui.moment import GONE, MomentPage
from journal.ui.page import Words
from journal.ui.working import WorkingPage

Pick = Callable[[SharedView], Iterable[Moment]]
"""Chooses moments of the whole view, in the order in which they are listed."""


class Moments(Lines):
    """Moments by month, the newest first; mine alone are told in the first person.

    What may be said over time stands above the first, and scrolls away with it.
    """

    def __init__(self, *, mine: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(gap_rows=1, tint=True, id=id)
        self._mine = mine
        self._narrow = self._tall = False
        self._today: date | None = None
        # Where a season begins or ends, and its name, empty where there is none.
        self._seasons: dict[int, str] = {}
        self.view = SharedView(
            moments=(), people=(), chosen=EVERYTHING, turns=None, next_things=()
        )

    def show_view(
        self, view: SharedView, today: date, *, narrow: bool, tall: bool
    ) -> None:
        """Show a view; the mark stays at the moment it was at, if that is there."""
        before = self.moment_id
        ids = [moment.id for moment in view.moments]
        self.view, self._today = view, today
        self._narrow, self._tall = narrow, tall
        self._seasons, at = {}, 0
        for chapter in view.chapters:
            self._seasons[at] = chapter.season.name if chapter.season else ""
            at += len(chapter.moments)
        self.show(
            len(ids),
            self._drawn,
            heading=self._above,
            selected=ids.index(before) if before in ids else 0,
            gap_rows=2 if tall else 1,
        )

    @property
    def moment_id(self) -> MomentId | None:
        """The moment the mark is at."""
        at = self.selected
        shown = self.view.moments
        return shown[at].id if 0 <= at < len(shown) else None

    def _drawn(self, index: int, width: int) -> Sequence[Line]:
        return moment_block(
            self.view.moments[index],
            self.view.people,
            width=width,
            measure=cell_len,
            marks=self.marks,
            narrow=self._narrow,
            mine=self._mine,
            today=self._today,
        )

    def _above(self, index: int, width: int) -> Sequence[Line]:
        moments = self.view.moments
        day = moments[index].day
        month = month_heading(day, moments[0].day.year)
        heading: list[Line] = [(Span(month, Tone.MUTED),)]
        season = self._seasons.get(index)
        if season:
            name = wrap(" ".join(season.split()), width, cell_len)
            heading = [*((Span(line, Tone.INK),) for line in name), *heading]
        if index == 0:
            return [*self._turns(width), *heading]
        before = moments[index - 1].day
        is_same_month = (before.year, before.month) == (day.year, day.month)
        return [] if is_same_month and season is None else heading

    def _turns(self, width: int) -> list[Line]:
        view = self.view
        if self._mine or view.turns is None:
            return []
        if not self._tall:
            # The moments are what one comes for; in a low window this is brief.
            things = view.next_things[: 0 if self._narrow else 1]
            view = replace(view, next_things=things)
        # As wide as the header: the margins of the moments are free here.
        width += self.INDENT + MARGIN
        said = turns_block(view, width=width, measure=cell_len, marks=self.marks)
        return [*said, (), ()] if self._tall else [*said, ()]


class TheseMomentsPage(WorkingPage[SharedView]):
    """A few moments of Us, which something was said of.

    Args:
        session: the journal.
        pick: chooses them, each time they are read.
        place: where one came from, for the header.
        note: a sentence above them, or none.
    """

    FOOTER: ClassVar = ("us.read", "page.back")

    DEFAULT_CSS = """
    TheseMomentsPage #note { color: $muted; margin-bottom: 1; }
    """

    def __init__(
        self, session: Session, pick: Pick, *, place: str, note: str = ""
    ) -> None:
        super().__init__(session)
        self._pick, self._note = pick, note
        self.trail = (Span(f"Us · {place}", Tone.MUTED),)

    @override
    def inside(self) -> ComposeResult:
        if self._note:
            yield Words(self._note, id="note")
        yield Moments()

    @override
    def read(self) -> SharedView:
        view = reading.us(self.session)
        picked = tuple(self._pick(view))
        return replace(view, moments=picked, turns=None, next_things=())

    @override
    def show(self) -> None:
        moments = self.query_one(Moments)
        if self.seen is not None:
            moments.show_view(
                self.seen, self.session.today(), narrow=self.narrow, tall=self.tall
            )
        self.say("" if moments.count else GONE)
        moments.focus()

    def on_lines_opened(self) -> None:
        """Read the moment the mark is at."""
        self.action_read()

    def action_read(self) -> None:
        """Read the moment the mark is at."""
        id_ = self.query_one(Moments).moment_id
        if id_ is not None:
            self.host.open_page(MomentPage(self.session, id_))
