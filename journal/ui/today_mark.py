"""The mark on Today: at the question at the top, or at what lies below it."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from typing_extensions import override

from journal.domain.marks import Line
from journal.ui.asides import marks_of
from journal.ui.keymap import bindings
from journal.ui.lines import Block, Lines
from journal.ui.page import Words


class Question(Horizontal, can_focus=True):
    """The question, which the mark can stand at as at any line of the list.

    It takes no room while there is none.
    """

    BINDINGS: ClassVar = bindings("list.move", "list.pages", "list.ends", "list.on")
    DEFAULT_CSS = """
    Question { height: auto; }
    Question #mark { width: 2; padding: 0; }
    """

    class Left(Message):
        """The mark goes down from here: to the first of the list, or to its last."""

        def __init__(self, *, to_end: bool) -> None:
            super().__init__()
            self.to_end = to_end

    @override
    def compose(self) -> ComposeResult:
        yield Words(id="mark")
        yield Words(id="question")

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; none takes the place away."""
        words = self.query_one("#question", Words)
        words.say(lines)
        words.display = self.display = bool(lines)

    def on_focus(self) -> None:
        """Show the mark."""
        self.query_one("#mark", Words).say(marks_of(self.app).here)

    def on_blur(self) -> None:
        """Take the mark away."""
        self.query_one("#mark", Words).say("")

    def action_move(self, key: str) -> None:
        """Go down to the list."""
        if key == "down":
            self.post_message(self.Left(to_end=False))

    def action_pages(self, key: str) -> None:
        """Go down to the list."""
        if key == "pagedown":
            self.post_message(self.Left(to_end=False))

    def action_on(self) -> None:
        """Go down to the list."""
        self.post_message(self.Left(to_end=False))

    def action_ends(self, key: str) -> None:
        """Go to the last of the list."""
        if key == "end":
            self.post_message(self.Left(to_end=True))


class Below(Lines):
    """The list under the question; from its first thing the mark goes up to that.

    Args:
        block: gives the lines of a thing for a width.
        heading: gives the lines above a thing that do not belong to it.
        up: lets the mark go up, and says whether there is anything above.
    """

    def __init__(self, block: Block, heading: Block, up: Callable[[], bool]) -> None:
        super().__init__(0, block, heading=heading, bold_all=True, bold_away=False)
        self._up = up

    @override
    def action_ends(self, key: str) -> None:
        super().action_ends(key)
        if key == "home":
            self._up()

    @override
    def step(self, by: int) -> None:
        if by > 0 or self.selected > 0 or not self._up():
            super().step(by)

    @override
    def page(self, way: int) -> None:
        if way > 0 or self.selected > 0 or not self._up():
            super().page(way)
