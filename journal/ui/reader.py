"""A long text, read by scrolling: a whole moment, Support, the page of keys."""

from collections.abc import Callable, Sequence

from textual import events
from textual.strip import Strip
from typing_extensions import override

from journal.domain.marks import Line
from journal.ui.column import Column, thumb
from journal.ui.keymap import bindings

Drawn = Callable[[int], Sequence[Line]]
"""Given a width, the lines of the whole text."""

WHEEL_ROWS = 3


def blank(_width: int) -> Sequence[Line]:
    """Return no lines."""
    return ()


class Text(Column):
    """The lines of one text, of which the window shows a part.

    Args:
        drawn: gives all lines of the text for a width; asked once for a width.
        indent: cells before the text; the mark's two, or none.
    """

    BINDINGS = bindings("list.move", "list.pages", "list.ends", "list.on")

    def __init__(
        self,
        drawn: Drawn = blank,
        *,
        indent: int = 0,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.INDENT = indent
        self._drawn = drawn
        self._lines: tuple[Line, ...] = ()
        self._width = 0
        self.row = 0

    def show(self, drawn: Drawn | None = None, *, keep_place: bool = False) -> None:
        """Show another text, or the same one again after it has changed."""
        self._drawn = drawn or self._drawn
        self._width = 0
        self.row = self.row if keep_place else 0
        self.refresh()

    @property
    def lines_drawn(self) -> tuple[Line, ...]:
        """All lines of the text at the present width."""
        if self._width != self.text_width:
            self._width = self.text_width
            self._lines = tuple(self._drawn(self.text_width))
        return self._lines

    @override
    def render_line(self, y: int) -> Strip:
        lines = self.lines_drawn
        at = self._place() + y
        line = lines[at] if at < len(lines) else ()
        text = self.strip_of(line)
        return self.framed(y, text, mark=Strip([]), tint=None)

    @override
    def scroll_span(self) -> tuple[int, int] | None:
        count, height = len(self.lines_drawn), self.size.height
        if count <= height or height < 1:
            return None
        before, shown = self._place() / count, height / count
        return thumb(before=before, shown=shown, height=height)

    @property
    def is_at_end(self) -> bool:
        """Has the last line been brought into the window?"""
        return self._place() + self.size.height >= len(self.lines_drawn)

    def scroll_rows(self, rows: int) -> None:
        """Scroll by so many rows, as far as there is text."""
        self.row = self._place() + rows
        self.row = self._place()
        self.refresh()

    def action_move(self, key: str) -> None:
        """Scroll by a row."""
        self.scroll_rows(1 if key == "down" else -1)

    def action_pages(self, key: str) -> None:
        """Scroll by a window."""
        page = max(1, self.size.height - 2)
        self.scroll_rows(page if key == "pagedown" else -page)

    def action_ends(self, key: str) -> None:
        """Go to the beginning or the end."""
        rows = len(self.lines_drawn)
        self.scroll_rows(-rows if key == "home" else rows)

    def action_on(self) -> None:
        """Scroll on by a window."""
        self.action_pages("pagedown")

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        event.stop()
        self.scroll_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self.scroll_rows(-WHEEL_ROWS)

    def on_resize(self) -> None:
        """Draw again for the new width."""
        self.refresh()

    def _place(self) -> int:
        return max(0, min(self.row, len(self.lines_drawn) - self.size.height))
