"""Us: the times we were there for each other, the same picture for both people."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.drawing import moment_block, turns_block
from journal.domain.entries import MomentId
from journal.domain.marks import Line, Span, Tone
from journal.domain.shared_view import EVERYTHING, Chosen, SharedView
from journal.domain.wording import month_heading
from journal.errors import JournalError
from journal.services import arriving, reading
from journal.services.session import Session
from journal.ui import errands
from journal.ui.column import MARGIN
from journal.ui.lines import Lines
from journal.ui.moment import MomentPage
from journal.ui.page import Words
from journal.ui.which import WhichPage, chosen_words
from journal.ui.working import OPENING, ViewsBar, WorkingPage

NONE_YET = """Nothing here yet, and nothing is late.

When one of you offers a page, it appears here. When the other tells their side, the \
two are set next to each other.

Until then, My journal is yours."""
ALONE = (
    "This is where two sides are set next to each other. For now there is one of you, "
    "and your journal is whole without it."
)
HOW_TO_MEET = (
    "When someone else keeps a journal on this computer too, Today shows how to meet."
)
NONE_OF_THOSE = "None of those. v shows everything again."


class Moments(Lines):
    """Moments by month, the newest first; mine alone are told in the first person.

    What may be said over time stands above the first, and scrolls away with it.
    """

    def __init__(self, *, mine: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(gap_rows=1, tint=True, id=id)
        self._mine = mine
        self._narrow = self._tall = False
        self.view = SharedView(
            moments=(), people=(), chosen=EVERYTHING, turns=None, next_things=()
        )

    def show_view(self, view: SharedView, *, narrow: bool, tall: bool) -> None:
        """Show a view; the mark stays at the moment it was at, if that is there."""
        before = self.moment_id
        ids = [moment.id for moment in view.moments]
        self.view = view
        self._narrow, self._tall = narrow, tall
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
        )

    def _above(self, index: int, width: int) -> Sequence[Line]:
        moments = self.view.moments
        day = moments[index].day
        month = month_heading(day, moments[0].day.year)
        heading: list[Line] = [(Span(month, Tone.MUTED),)]
        if index == 0:
            return [*self._turns(width), *heading]
        before = moments[index - 1].day
        return [] if (before.year, before.month) == (day.year, day.month) else heading

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


class UsPage(WorkingPage[SharedView | str]):
    """What both have offered, side by side; neither sees more than the other."""

    PLACE: ClassVar = "us"
    FOOTER: ClassVar = ("us.read", "us.which")

    DEFAULT_CSS = """
    UsPage #none { display: none; width: 68; max-width: 100%; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.chosen = EVERYTHING
        self._noted: SharedView | None = None

    @override
    def inside(self) -> ComposeResult:
        yield ViewsBar(id="views")
        yield Words(id="none")
        yield Moments(id="moments")

    @override
    def footer(self) -> tuple[str, ...]:
        if self.query_one(Moments).count:
            return self.FOOTER
        return ("us.which",) if self._is_filtered else ()

    @property
    def _is_filtered(self) -> bool:
        return self.chosen != EVERYTHING

    @override
    def read(self) -> SharedView | str:
        if not self.session.is_complete:
            return OPENING
        return reading.us(self.session, self.chosen)

    @override
    def show(self) -> None:
        moments, none = self.query_one(Moments), self.query_one("#none", Words)
        view = self.seen
        if isinstance(view, SharedView):
            moments.show_view(view, narrow=self.narrow, tall=self.tall)
        words = ""
        if moments.count or self._is_filtered:
            words = chosen_words(self.chosen, self.session.people)
        self.query_one(ViewsBar).say(["moments"], "moments", words)
        none.display = not moments.count
        moments.display = bool(moments.count)
        none.say(self._said_of_none())
        if moments.count:
            moments.focus()
        self.draw_bars()
        if isinstance(view, SharedView) and view is not self._noted:
            self._noted = view
            self._note()

    def _note(self) -> None:
        """Write down that what has come was shown."""

        def say(trouble: JournalError) -> None:
            self.say(trouble.say)

        session = self.session
        errands.run(
            self,
            lambda: arriving.mark_seen(session, in_us=True),
            lambda _: None,
            trouble=say,
            session=session,
        )

    def _said_of_none(self) -> str | list[Line]:
        if self.seen == OPENING:
            return [(Span(OPENING, Tone.MUTED),)]
        if self._is_filtered:
            return NONE_OF_THOSE
        if self.session.partner is None:
            return [
                (Span(ALONE, Tone.INK),),
                (),
                (Span(HOW_TO_MEET, Tone.MUTED),),
            ]
        return NONE_YET

    def on_lines_opened(self) -> None:
        """Read the moment the mark is at."""
        self.action_read()

    def action_read(self) -> None:
        """Read the moment the mark is at."""
        id_ = self.query_one(Moments).moment_id
        if id_ is not None:
            self.host.open_page(MomentPage(self.session, id_))

    def action_which(self) -> None:
        """Choose which moments are shown; after an empty choice, all of them."""
        if self.query_one(Moments).count:
            self.host.open_page(WhichPage(self.session, self.chosen, self.choose))
        elif self._is_filtered:
            self.choose(EVERYTHING)

    def choose(self, chosen: Chosen) -> None:
        """Show these moments only."""
        self.chosen = chosen
        self.look_again()
