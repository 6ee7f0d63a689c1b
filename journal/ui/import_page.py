"""What was written elsewhere: where it lies, what is in it, and then how far it is."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.errors import JournalError
from journal.services import importing, importing_words
from journal.services.importing import Plan
from journal.services.session import Session
from journal.ui import errands
from journal.ui.asides import Said, paragraph
from journal.ui.fields import LineField
from journal.ui.page import Page, Words
from journal.ui.reader import Text

WHERE = "Where is it?"
HINT = (
    "A zip, a folder or a file: from Day One, jrnl, Journey, Apple Journal, Obsidian "
    "or any Markdown, or from leanto export. Nothing is kept before you have seen what "
    "is in it."
)
LOOKING = "Looking at it."
HOW_FAR = "{done} of {total}"
LONGEST_PATH = 1000
_TRAIL = (Span("Settings · from elsewhere", Tone.MUTED),)


class ImportWherePage(Page):
    """Asks where an export lies; what was typed stays until it can be read."""

    FOOTER: ClassVar = ("first.go-on", "choice.skip")
    DEFAULT_CSS = """
    ImportWherePage #hint { color: $muted; padding: 1 2 0 0; max-width: 70; }
    ImportWherePage LineField, ImportWherePage LineField:focus { width: 66; }
    ImportWherePage.-narrow LineField, ImportWherePage.-narrow LineField:focus {
        width: 100%;
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_reading = False

    @override
    def body(self) -> ComposeResult:
        yield Words([(Span(WHERE, Tone.BOLD),), ()])
        yield LineField(max_length=LONGEST_PATH)
        yield Words(HINT, id="hint")
        yield Said()

    def on_mount(self) -> None:
        """Say where one is."""
        self.trail, self.aside = _TRAIL, ""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look at what was named."""
        event.stop()
        typed = event.value.strip()
        if not typed or self._is_reading:
            return
        self._is_reading = True
        self.query_one(Said).tell(LOOKING)
        errands.run(
            self,
            partial(_look, self._session, typed),
            self._show,
            trouble=self._fail,
            session=self._session,
        )

    def action_go_on(self) -> None:
        """Look at it; the field answers Enter itself."""

    def action_skip(self) -> None:
        """Go back."""
        self.host.back()

    def _show(self, planned: Plan) -> None:
        self.app.switch_screen(ImportPage(self._session, planned))

    def _fail(self, trouble: JournalError) -> None:
        self._is_reading = False
        self.query_one(Said).tell(trouble.say)
        # What is typed next takes its place.
        self.query_one(LineField).select_all()


def _look(session: Session, typed: str) -> Plan:
    # A path that was dragged here may stand between quotation marks.
    path = Path(typed.strip("'\""))
    home = typed == "~" or typed.startswith("~/")
    found = importing.read(path.expanduser() if home else path, today=session.today())
    return importing.plan(session, found)


class ImportPage(Page):
    """What would be brought in; Enter brings it in, and then says how far it is."""

    FOOTER: ClassVar = ("import.bring", "import.leave")

    def __init__(self, session: Session, planned: Plan) -> None:
        super().__init__()
        self._session, self._planned = session, planned
        self._is_at_work = False
        self._is_done = planned.is_nothing

    @override
    def body(self) -> ComposeResult:
        yield Text(self._drawn)
        yield Said()

    def on_mount(self) -> None:
        """Say where one is."""
        self.trail = _TRAIL
        self.aside = ""
        self.query_one(Text).focus()

    @override
    def footer(self) -> tuple[str, ...]:
        return ("page.back",) if self._is_done else self.FOOTER

    @override
    def keys_shown(self) -> tuple[str, ...]:
        return self.footer()

    def action_bring(self) -> None:
        """Keep all of it, private."""
        if self._is_at_work or self._is_done:
            return
        self._is_at_work = True
        self.aside = ""
        errands.run(
            self,
            partial(importing.bring_in, self._session, self._planned, self._tell),
            self._brought,
            trouble=self._fail,
            session=self._session,
        )

    def action_leave(self) -> None:
        """Go back; while it is being kept, stay."""
        if not self._is_at_work:
            self.host.back()

    def _tell(self, done: int, total: int) -> None:
        """Say how far it is; called from the thread that is at it."""
        self.app.call_later(self._show_how_far, done, total)

    def _show_how_far(self, done: int, total: int) -> None:
        if self._is_at_work and self.is_mounted:
            number = importing_words.number
            said = HOW_FAR.format(done=number(done), total=number(total))
            self.query_one(Said).tell(said)

    def _brought(self, count: int) -> None:
        self._is_at_work, self._is_done = False, True
        self.query_one(Said).tell(importing_words.after(count))
        self.query_one(Text).show(keep_place=True)
        self.draw_bars()

    def _fail(self, trouble: JournalError) -> None:
        self._is_at_work = False
        self.query_one(Said).tell(trouble.say)

    def _drawn(self, width: int) -> Sequence[Line]:
        return list(self._lines(width))

    def _lines(self, width: int) -> Iterator[Line]:
        first, *rest = importing_words.before(self._planned)
        yield from paragraph(first, width, Tone.BOLD)
        named = importing_words.NAMED
        for line in rest:
            if line.startswith(named):
                # What is named under a sentence stands right below it.
                for one in paragraph(line.strip(), width - len(named), Tone.MUTED):
                    yield (Span(named, Tone.MUTED), *one)
            else:
                yield ()
                yield from paragraph(line, width)
        if self._planned.is_nothing or not self._is_done:
            yield ()
            nothing, private = importing_words.NOTHING_NEW, importing_words.PRIVATE
            said = nothing if self._planned.is_nothing else private
            yield from paragraph(said, width)
