"""What the pages over an open journal share: its session, workers, and a sentence."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Generic, TypeVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import GLYPHS, Line, Marks, Span, Tone
from journal.domain.wording import month_heading
from journal.errors import JournalError
from journal.services.session import Session
from journal.services.writing import Draft
from journal.ui import errands
from journal.ui.asides import Said
from journal.ui.bars import Bar, Piece, muted_pieces
from journal.ui.page import Page
from journal.ui.theme import INK, ink_style
from journal.ui.write import WritePage

OPENING = "Opening the pages."

Result = TypeVar("Result")
Seen = TypeVar("Seen")


class ViewsBar(Bar):
    """The second line of a page: the views there are, and what is shown of them."""

    DEFAULT_CSS = """
    ViewsBar { padding: 0 3 0 0; margin-bottom: 1; }
    .-narrow ViewsBar { padding: 0 2 0 0; }
    """

    def say(self, views: Iterable[str], current: str, right: str) -> None:
        """Show the names of the views, the current one bold, and words at the right."""
        bold = ink_style(self.app, INK, bold=True)
        left = [
            [Piece(view, bold)] if view == current else muted_pieces(self, view)
            for view in views
        ]
        self.show(left, [muted_pieces(self, right)] if right else [])


class WorkingPage(Page, Generic[Seen]):
    """A page over an unlocked journal.

    A subclass gives `inside()` in place of `body()`, `read()`, which asks the
    session for what is shown and runs in a thread, and `show()`, which shows it.
    Both are done when the page is shown, when it is shown again, and when the
    journal in memory has changed. `seen` is what was read last.

    What touches the disk goes through `work`, never through the screen's own thread.
    """

    # A page gives the focus itself, once there is something to move in.
    AUTO_FOCUS = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.seen: Seen | None = None
        self.at_work = False
        self._is_ready = False
        self._times_read = 0

    def inside(self) -> ComposeResult:
        """Yield the widgets of the page, top to bottom."""
        yield from ()

    def read(self) -> Seen:
        """Return what the page shows; called in a thread."""
        raise NotImplementedError

    def show(self) -> None:
        """Show what was seen."""

    @override
    def body(self) -> ComposeResult:
        yield from self.inside()
        yield Said()

    @property
    def marks(self) -> Marks:
        """The marks this terminal can show."""
        return getattr(self.app, "marks", GLYPHS)

    @property
    def partners_name(self) -> str:
        """The partner's name, or what stands for it while there is none."""
        partner = self.session.partner
        return partner.name if partner else "your partner"

    @override
    def say(self, words: str) -> None:
        """Say a sentence at the foot of the page, where there is room for it."""
        self.query_one("#said", Said).tell(words)

    @override
    def look_again(self) -> None:
        if not self._is_ready or self.session.is_locked:
            return
        self._times_read += 1
        errands.run(
            self,
            self.read,
            partial(self._saw, self._times_read),
            trouble=lambda trouble: self.say(trouble.say),
            session=self.session,
        )

    def _saw(self, time: int, seen: Seen) -> None:
        # What was asked for later is what is meant, whichever came first.
        if time == self._times_read:
            self.seen = seen
            self.show()

    @override
    def reshape(self) -> None:
        if self.seen is not None:
            self.show()

    def work(
        self, toil: Callable[[], Result], then: Callable[[Result], object]
    ) -> None:
        """Do something slow in a thread, then something with it on this page.

        While one thing is being done another is not begun, so that a key that was
        pressed twice does nothing twice. What a person can meet is said.
        """
        if self.at_work:
            return
        self.at_work = True

        def done(result: Result) -> None:
            self.at_work = False
            then(result)

        def failed(trouble: JournalError) -> None:
            self.at_work = False
            self.say(trouble.say)

        errands.run(self, toil, done, trouble=failed, session=self.session)

    def on_mount(self) -> None:
        """Read what there is."""
        self._is_ready = True
        self.look_again()

    def on_screen_resume(self) -> None:
        """Read again what was changed on a page above this one."""
        self.look_again()

    def write(self, draft: Draft) -> None:
        """Open the page to write on."""
        self.say("")
        self.host.open_page(WritePage(self.session, draft))


def trail(place: str, day: date, today: date) -> Line:
    """Return the left of the header inside a thing of a day."""
    return (Span(f"{place} · {month_heading(day, today.year)}", Tone.MUTED),)
