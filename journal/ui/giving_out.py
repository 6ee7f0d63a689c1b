"""Giving away a file: one page of one's own, or the sheet for a counsellor."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.entries import Entry
from journal.domain.marks import Line, Span, Tone
from journal.services import giving, reading
from journal.services.session import Session
from journal.ui.asides import paragraph
from journal.ui.choice import LinePage
from journal.ui.hidden_lines import TellPage
from journal.ui.lines import Lines
from journal.ui.page import Words
from journal.ui.pages_list import Row, month_above, row_lines
from journal.ui.tomorrow import send_now_or_tomorrow
from journal.ui.working import WorkingPage

GIVE, GIVE_MEANS = (
    "Give one page",
    "One page of yours as a file that any phone shows, for one who opens no terminal.",
)
SHEET, SHEET_MEANS = (
    "A sheet for your counsellor",
    "What this is, what to ask them, and how a question comes home with you.",
)
WHICH = "Which page? Nothing else will be in the file."
NOTHING_YET = "Nothing here yet. The first page can be one line."
WHERE = "Into which folder?"
HINT = "Nothing that is there is written over."
IT_IS_AT = "The file is made:"
LONGEST_PATH = 400


def ask_place(
    page: WorkingPage[Any], then: Callable[[str], object], *, hint: str = HINT
) -> None:
    """Ask where a file is to be made, and go on with what was typed."""

    def done(typed: str | None) -> None:
        if typed and typed.strip():
            then(typed.strip())

    line = LinePage(
        WHERE, done, value="~", hint=hint, limit=LONGEST_PATH, trail=page.trail
    )
    page.host.open_page(line)


def ask_for_sheet(page: WorkingPage[Any]) -> None:
    """Ask where to, and make the sheet; it holds nothing of anyone."""
    home = page.session.vault.path.parent

    def make(named: str) -> Path:
        path = giving.place_for_sheet(home, named)
        giving.give_sheet(path)
        return path

    ask_place(page, lambda named: page.work(partial(make, named), partial(_made, page)))


class GivePage(WorkingPage[tuple[Entry, ...]]):
    """My pages, to choose the one that is given."""

    FOOTER: ClassVar = ("pack.open", "page.back")
    DEFAULT_CSS = "GivePage #above { padding-bottom: 1; }"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows: list[Row] = []

    @override
    def inside(self) -> ComposeResult:
        yield Words(id="above")
        yield Lines(0, self._line, heading=self._above)

    @override
    def footer(self) -> tuple[str, ...]:
        return self.FOOTER if self._rows else ("page.back",)

    @override
    def read(self) -> tuple[Entry, ...]:
        return reading.my_journal(self.session)

    @override
    def show(self) -> None:
        self.trail = (Span("Export · give one page", Tone.MUTED),)
        self.aside = ""
        self._rows = [Row(day=one.day, of=one) for one in self.seen or ()]
        said = WHICH if self._rows else NOTHING_YET
        width = max(20, self.app.size.width - 9)
        self.query_one("#above", Words).say(paragraph(said, width, Tone.MUTED))
        lines = self.query_one(Lines)
        lines.show(len(self._rows), selected=max(0, lines.selected))
        lines.focus()
        self.draw_bars()

    def _line(self, index: int, width: int) -> Sequence[Line]:
        return row_lines(self._rows[index], "", width=width, marks=self.marks)

    def _above(self, index: int, _width: int) -> Sequence[Line]:
        return month_above(self._rows, index, self.session.today())

    def on_lines_opened(self) -> None:
        """Ask where to."""
        self.action_open()

    def action_open(self) -> None:
        """Ask where the page the mark is at is to be made a file."""
        at = self.query_one(Lines).selected
        if self.seen and 0 <= at < len(self.seen):
            entry = self.seen[at]
            ask_place(self, partial(self._give, entry), hint=giving.ONLY_THIS)

    def _give(self, entry: Entry, named: str) -> None:
        session = self.session

        def make() -> Path:
            path = giving.place_for_page(session, named)
            giving.give_page(session, entry.id, path)
            return path

        send_now_or_tomorrow(
            self.host,
            session,
            lambda: self.work(make, partial(_made, self)),
            told=self.say,
            trail=self.trail,
        )


def _made(page: WorkingPage[Any], path: Path) -> None:
    page.host.open_page(TellPage((IT_IS_AT, str(path))))
