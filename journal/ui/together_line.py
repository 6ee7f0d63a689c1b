"""The end of a sitting: a line to keep, if they like, and then the book is closed."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input
from typing_extensions import override

from journal.domain.marks import Span, Tone
from journal.services.about import LINE_LIMIT
from journal.services.together import Sitting
from journal.ui.asides import Said
from journal.ui.fields import LineField
from journal.ui.page import Words
from journal.ui.together_page import LargePage, SharedPage, Step, StepsPage, Table, both

ASKED = "A line to keep, in words you both choose."
WHERE = (
    "It stands in Us, the same words from each of you, so that it is both of yours. "
    "Nothing keeps it until each of you has pressed."
)
THAT_IS_ALL = "That is all. Close the book when you like."


class SharedLinePage(SharedPage):
    """One line, typed together."""

    FOOTER: ClassVar = ("together.take", "together.skip")
    DEFAULT_CSS = """
    SharedLinePage Words { padding-right: 3; }
    SharedLinePage LineField { width: 66; margin: 1 0; }
    SharedLinePage #where { color: $muted; max-width: 66; }
    """

    def __init__(self, table: Table, sitting: Sitting) -> None:
        super().__init__(table)
        self._sitting = sitting

    @override
    def body(self) -> ComposeResult:
        yield Words([(Span(ASKED, Tone.BOLD),)])
        yield LineField(max_length=LINE_LIMIT)
        yield Words(WHERE, id="where")

    def on_mount(self) -> None:
        """Say where one is."""
        self.trail = (Span("Together", Tone.MUTED),)
        self.aside = both(self._sitting.people)
        self.query_one(LineField).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Show it large, for each to press; nothing typed is nothing kept."""
        event.stop()
        line = event.value.strip()
        if line:
            page = KeepPage(self.table, self._sitting, line)
            self.app.switch_screen(page)
        else:
            self.action_skip()

    def action_take(self) -> None:
        """Take the line; the field answers Enter itself."""

    def action_skip(self) -> None:
        """Keep no line."""
        self.app.switch_screen(EndOfSittingPage(self.table, self._sitting))


class KeepPage(StepsPage):
    """The line, large; it is kept when each has pressed."""

    FOOTER: ClassVar = ("together.on", "together.skip")

    def __init__(self, table: Table, sitting: Sitting, line: str) -> None:
        super().__init__(table, sitting)
        self._line = line
        self._is_keeping = False

    @override
    def steps(self) -> Sequence[Step]:
        turns = tuple(
            (self.by(person, Span(", press space to keep it.", Tone.INK)),)
            for person in self.sitting.people
        )
        return [Step(self._line, turns=turns)]

    @override
    def ended(self) -> None:
        if self._is_keeping:
            return
        self._is_keeping = True
        self.query_one(Said).tell("")
        self.work(partial(self.sitting.keep, self._line), self.action_skip)

    @override
    def fail(self) -> None:
        # Pressed once more, it goes on from where it was.
        self._is_keeping = False

    def action_skip(self) -> None:
        """Go on to the end."""
        self.app.switch_screen(EndOfSittingPage(self.table, self.sitting))


class EndOfSittingPage(LargePage):
    """The end; there is nothing more to press than the one key that closes."""

    FOOTER: ClassVar = ("together.close",)

    def on_mount(self) -> None:
        """Say so."""
        self.say_title()
        self.sheets.show((), THAT_IS_ALL)
