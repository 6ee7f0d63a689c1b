"""Two people at one computer meet: each reads alone, each opens their own journal.

*Not now*, at any point, and every failure end with the same sentence, on a page at
which the letters of a passphrase do nothing. Where they have met, both are locked.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.errors import AlreadyMet, JournalError
from journal.services import meeting, opening
from journal.services.opening import Door
from journal.services.plain_words import BEFORE_MEETING
from journal.services.session import Session
from journal.services.support import PARAGRAPHS
from journal.ui import errands
from journal.ui.asides import Said, paragraphs
from journal.ui.fields import LineField
from journal.ui.lines import Lines
from journal.ui.page import Page, Words
from journal.ui.reader import Text

HAND_OVER = "Now hand over the keyboard."
WHOSE = "Whose journal is it?"
YOUR_OWN = "Your own passphrase. Nobody else sees it."
MEETING = "This takes about a second."
MET = (
    "You have met. Both journals are closed; each of you opens your own. What either "
    "of you offers, both can read in Us."
)


class _Step(Page):
    """One page of the sitting."""

    BARE: ClassVar = True
    FOOTER: ClassVar = ("meet.go-on", "meet.not-now")

    def __init__(self, sitting: "Sitting") -> None:
        super().__init__()
        self.sitting = sitting

    def on_mount(self) -> None:
        """Say what this is."""
        self.trail = (Span("Meeting", Tone.MUTED),)

    def reads_on(self) -> bool:
        """Turn the page of the text, if there is more of it."""
        text = self.query_one(Text)
        if text.is_at_end:
            return False
        text.action_on()
        return True

    def action_not_now(self) -> None:
        """End the sitting; nothing was changed."""
        self.sitting.end(AlreadyMet.say)


class Sitting:
    """The way through the pages, each in place of the one before."""

    def __init__(self, session: Session, first: Page) -> None:
        self.session = session
        self.page: Page = first

    def go_to(self, page: Page) -> None:
        """Show the next page in place of this one."""
        before, self.page = self.page, page
        before.app.switch_screen(page)

    def close(self, words: str) -> None:
        """Lock the journal the sitting began in, and say how it ended."""
        if self.page.app.screen is self.page:
            host = self.page.host
            # The other person has the keyboard now.
            host.lock()
            host.open_page(EndPage(words))

    def end(self, words: str) -> None:
        """Say how the sitting ended, on a page of its own."""
        if self.page.app.screen is self.page:
            self.go_to(EndPage(words))


class EndPage(Page):
    """How it ended. Whoever still types here types into nothing."""

    BARE: ClassVar = True
    STILL: ClassVar = True
    FOOTER: ClassVar = ("meet.done", "page.back")

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    @override
    def body(self) -> ComposeResult:
        yield Words(self._words)

    def on_mount(self) -> None:
        """Say what this was."""
        self.trail = (Span("Meeting", Tone.MUTED),)

    def action_done(self) -> None:
        """Go back to where the sitting began, or to the door where it was locked."""
        self.action_back()

    @override
    def action_back(self) -> None:
        self.host.back()
        if isinstance(self.app.screen, Page):
            self.app.screen.look_again()


class MeetPage(_Step):
    """The one whose journal is open reads, alone, what it means to meet."""

    def __init__(self, session: Session) -> None:
        super().__init__(Sitting(session, self))

    @override
    def body(self) -> ComposeResult:
        name = self.sitting.session.me.name
        yield Text(lambda width: _before_meeting(name, width))

    def action_go_on(self) -> None:
        """Ask for the other person."""
        if not self.reads_on():
            self.sitting.go_to(HandOverPage(self.sitting))


class HandOverPage(_Step):
    """The keyboard changes hands; where there are several others, one says who."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._doors: tuple[Door, ...] = ()

    DEFAULT_CSS = """
    HandOverPage Words { padding-bottom: 1; }
    """

    @override
    def body(self) -> ComposeResult:
        yield Words(id="over")
        yield Lines(0, self._row)

    @override
    def on_mount(self) -> None:
        """Find out who else keeps a journal here."""
        super().on_mount()
        session = self.sitting.session
        errands.run(
            self,
            lambda: opening.doors(session.vault.path.parent),
            self._know,
            trouble=lambda _: self.sitting.end(AlreadyMet.say),
            session=session,
        )

    def on_lines_opened(self, opened: Lines.Opened) -> None:
        """Let that person read."""
        opened.stop()
        self.sitting.go_to(OtherReadsPage(self.sitting, self._doors[opened.index]))

    def action_go_on(self) -> None:
        """Let the person at the mark read."""
        self.query_one(Lines).action_open()

    def _know(self, doors: tuple[Door, ...]) -> None:
        mine = self.sitting.session.vault.path
        self._doors = tuple(door for door in doors if door.path != mine)
        if not self._doors:
            self.sitting.end(AlreadyMet.say)
            return
        lines: list[Line] = [(Span(HAND_OVER, Tone.BOLD),)]
        if len(self._doors) > 1:
            lines += [(), (Span(WHOSE, Tone.MUTED),)]
        self.query_one("#over", Words).say(lines)
        self.query_one(Lines).show(len(self._doors))

    def _row(self, index: int, width: int) -> Sequence[Line]:
        del width
        return [(Span(self._doors[index].label, Tone.INK),)]


class OtherReadsPage(_Step):
    """The other person reads the same, alone."""

    def __init__(self, sitting: Sitting, door: Door) -> None:
        super().__init__(sitting)
        self._door = door

    @override
    def body(self) -> ComposeResult:
        yield Text(lambda width: _before_meeting(self._door.label, width))

    def action_go_on(self) -> None:
        """Ask for their own passphrase."""
        if not self.reads_on():
            self.sitting.go_to(OtherOpensPage(self.sitting, self._door))


class OtherOpensPage(_Step):
    """The other person opens their own journal, and the two meet."""

    DEFAULT_CSS = "OtherOpensPage #label { color: $muted; }"

    def __init__(self, sitting: Sitting, door: Door) -> None:
        super().__init__(sitting)
        self._door = door
        self._is_meeting = False

    @override
    def body(self) -> ComposeResult:
        yield Words([(Span(self._door.label, Tone.BOLD),), ()])
        yield Words(YOUR_OWN, id="label")
        yield LineField(password=True, max_length=500)
        yield Said()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open, meet, and close what was opened."""
        event.stop()
        typed, event.input.value = event.value, ""
        if self._is_meeting or not typed:
            return
        self._is_meeting = True
        self.query_one(Said).tell(MEETING)
        session = self.sitting.session
        errands.run(
            self,
            _meeting_of(session, self._door, typed),
            lambda _: self.sitting.close(MET),
            trouble=self._fail,
            session=session,
        )

    def action_go_on(self) -> None:
        """Meet; the field answers Enter itself."""

    @override
    def action_not_now(self) -> None:
        if not self._is_meeting:
            super().action_not_now()

    def _fail(self, trouble: JournalError) -> None:
        # Why is nobody's business: the two may not agree about it.
        del trouble
        self.sitting.end(AlreadyMet.say)


def _meeting_of(session: Session, door: Door, passphrase: str) -> Callable[[], None]:
    def work() -> None:
        other = opening.unlock(door, passphrase, conditions=session.conditions)
        try:
            meeting.meet(session, other)
        finally:
            other.close()

    return work


def _before_meeting(name: str, width: int) -> Sequence[Line]:
    alone: Line = (Span(f"{name}, this part is for you alone.", Tone.BOLD),)
    return [alone, (), *paragraphs((*BEFORE_MEETING, *PARAGRAPHS), width)]
