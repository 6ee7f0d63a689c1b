"""Together: what two people at one screen may do, one thing at a time."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.errors import JournalError
from journal.services.together import Sitting
from journal.ui import errands
from journal.ui.asides import Said, paragraphs
from journal.ui.lines import Lines
from journal.ui.page import Page, Words
from journal.ui.together_line import SharedLinePage
from journal.ui.together_page import SharedPage, Table, both
from journal.ui.together_question import QuestionPage
from journal.ui.together_reading import MomentsPage, OpeningPage

__all__ = ["Table", "TogetherPage"]

OPENING = "Opening what you share."
ZOOM = "You can make the letters larger with your terminal's own zoom."
NOTHING_OPENED = "You could read a moment aloud."
SOMETHING_OPENED = "Something that was sealed has opened."
OPEN, READ = "Read what has opened", "Read a moment aloud"
TALK, KEEP = "Talk about a question", "Keep a line, and end"

_Way = tuple[str, Callable[[Table, Sitting], Page]]


class TogetherPage(SharedPage):
    """The first page for two, and the one to come back to in between."""

    FOOTER: ClassVar = ("together.choose", "together.close")
    DEFAULT_CSS = """
    TogetherPage Words { padding: 0 3 2 0; }
    TogetherPage.-narrow Words { padding: 0 2 1 0; }
    """

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._sitting: Sitting | None = None
        self._ways: list[_Way] = []
        self._is_begun = False

    @override
    def body(self) -> ComposeResult:
        yield Words(OPENING, id="said")
        yield Lines(0, self._way, gap_rows=1)
        yield Said(id="place")

    def on_mount(self) -> None:
        """Carry everything both ways, and then show what there is."""
        self.trail = (Span("Together", Tone.MUTED),)
        errands.run(
            self,
            self.table.sit_down,
            self._know,
            trouble=self._fail,
            session=self.table,
        )

    def on_screen_resume(self) -> None:
        """Say the first sentences no more."""
        self._draw()

    def on_lines_opened(self, opened: Lines.Opened) -> None:
        """Do what the mark is at."""
        opened.stop()
        if self._sitting is not None:
            self._is_begun = True
            page = self._ways[opened.index][1](self.table, self._sitting)
            self.host.open_page(page)

    def action_choose(self) -> None:
        """Do what the mark is at."""
        self.query_one(Lines).action_open()

    @override
    def reshape(self) -> None:
        self._draw()

    def _know(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.aside = both(sitting.people)
        self._ways = [(TALK, QuestionPage), (KEEP, SharedLinePage)]
        if sitting.view.moments:
            self._ways.insert(0, (READ, MomentsPage))
        if sitting.opened:
            self._ways.insert(0, (OPEN, OpeningPage))
        self.query_one("#place", Said).tell(*sitting.says)
        lines = self.query_one(Lines)
        lines.show(len(self._ways))
        lines.focus()
        self._draw()

    def _fail(self, trouble: JournalError) -> None:
        self.query_one("#said", Words).say(trouble.say)

    def _draw(self) -> None:
        if self._sitting is not None:
            width = max(20, min(self.app.size.width, 106) - 9)
            said = [] if self._is_begun else [ZOOM]
            said += self._what_there_is(self._sitting)
            words = self.query_one("#said", Words)
            words.say(paragraphs(said, width))
            words.display = bool(said)

    def _what_there_is(self, sitting: Sitting) -> list[str]:
        if sitting.opened:
            return [SOMETHING_OPENED]
        return [NOTHING_OPENED] if sitting.view.moments else []

    def _way(self, index: int, width: int) -> Sequence[Line]:
        del width
        return [(Span(self._ways[index][0], Tone.INK),)]
