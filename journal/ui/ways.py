"""A page of ways on: a sentence or two, and lines that each lead somewhere."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import Line, Tone
from journal.services.session import Session
from journal.ui.asides import Said, paragraphs, with_state
from journal.ui.lines import Lines
from journal.ui.page import Words
from journal.ui.working import Seen, WorkingPage


class Way(NamedTuple):
    """A line: its words, where it leads, how that is now, and what it means."""

    words: str
    opens: Callable[[], object]
    now: str = ""
    means: str = ""


class WaysPage(WorkingPage[Seen]):
    """Lines to choose from.

    A subclass gives `ways()`; it may give `above()`, muted sentences over the lines,
    and `warning()`, one behind the mark of a warning.
    """

    FOOTER: ClassVar[tuple[str, ...]] = ("pack.open", "page.back")
    DEFAULT_CSS = """
    WaysPage #above { padding-bottom: 1; }
    WaysPage #warning { margin-bottom: 1; color: $ink; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._ways: Sequence[Way] = ()

    @override
    def inside(self) -> ComposeResult:
        yield Words(id="above")
        yield Said(id="warning")
        yield Lines(0, self._drawn, gap_rows=1)

    def ways(self) -> Sequence[Way]:
        """Return the lines; called once something was read."""
        raise NotImplementedError

    def above(self) -> Sequence[str]:
        """Return the sentences over the lines."""
        return ()

    def warning(self) -> str:
        """Return what is to be known before all else, or nothing."""
        return ""

    @override
    def show(self) -> None:
        self._ways = self.ways()
        width = max(20, self.app.size.width - 9)
        above, warning = self.query_one("#above", Words), self.warning()
        drawn = paragraphs(self.above(), width, Tone.MUTED)
        above.say(drawn)
        above.display = bool(drawn)
        said = self.query_one("#warning", Said)
        if warning:
            said.warn(warning)
        else:
            said.tell()
        lines = self.query_one(Lines)
        lines.show(len(self._ways), selected=max(0, lines.selected))
        lines.focus()
        self.draw_bars()

    def on_lines_opened(self) -> None:
        """Go where the mark is at."""
        self.action_open()

    def on_lines_moved(self) -> None:
        """What was said of one line is not left standing beside another."""
        self.say("")

    def action_open(self) -> None:
        """Go where the mark is at."""
        at = self.query_one(Lines).selected
        if 0 <= at < len(self._ways):
            self._ways[at].opens()

    def _drawn(self, index: int, width: int) -> Sequence[Line]:
        way = self._ways[index]
        return with_state(way.words, way.now, way.means, width)
