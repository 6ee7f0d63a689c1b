"""The one list of the program: it draws what can be seen, and asks for no more.

Mounting it, moving in it and scrolling it cost the same for ten things and for a
hundred thousand: the heights of things outside the window are never asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from typing_extensions import override

from journal.domain.marks import Line
from journal.ui.column import Column, thumb
from journal.ui.keymap import bindings
from journal.ui.theme import INK, SURFACE, ground_style, ink_style

Block = Callable[[int, int], Sequence[Line]]
"""Given the index of a thing and a width, its lines; called for what is near."""

BLOCKS_KEPT = 256
WHEEL_ROWS = 3
PEEK = 2
"""Rows of the next thing left in sight below the selected one."""


def nothing(_index: int, _width: int) -> Sequence[Line]:
    """Return no lines, for a list without headings or without things."""
    return ()


@dataclass(frozen=True, slots=True)
class _Item:
    """The rows of one thing: heading, lines, and the blank rows after it."""

    heading: tuple[Line, ...]
    lines: tuple[Line, ...]
    height: int


class Lines(Column):
    """A list drawn line by line.

    Args:
        count: how many things there are.
        block: gives the lines of a thing for a width.
        heading: gives the lines above a thing that do not belong to it (a month).
        gap_rows: blank rows after each thing.
        tint: lay the surface under the selected thing.
        bold_all: make all ink of the selected thing bold, not its first line only.
        bold_away: leave the selected thing bold while the mark is elsewhere.

    The mark stands at the selected thing while the list has the focus. `selected`
    is -1 while there is nothing. What was drawn is kept for a while: call
    `show` when the things have changed.
    """

    BINDINGS = bindings("list.move", "list.pages", "list.ends", "list.on", "list.open")

    selected: reactive[int] = reactive(-1, init=False, always_update=True)

    class Moved(Message):
        """The mark has moved to another thing."""

        def __init__(self, lines: "Lines", index: int) -> None:
            super().__init__()
            self.lines = lines
            self.index = index

        @property
        @override
        def control(self) -> "Lines":
            return self.lines

    class Opened(Moved):
        """A thing was opened: Enter, or a click on the selected."""

    def __init__(  # noqa: PLR0913 - all but the first two have a usual value
        self,
        count: int = 0,
        block: Block = nothing,
        *,
        heading: Block = nothing,
        gap_rows: int = 0,
        tint: bool = False,
        bold_all: bool = False,
        bold_away: bool = True,
        selected: int = 0,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.count = count
        self._block = block
        self._heading = heading
        self._gap_rows = gap_rows
        self._tint = tint
        self._bold_all, self._bold_away = bold_all, bold_away
        self._items: LRUCache[int, _Item] = LRUCache(BLOCKS_KEPT)
        self._top = (0, 0)
        self._width = 0
        self.set_reactive(Lines.selected, self._bounded(selected))

    def show(
        self,
        count: int,
        block: Block | None = None,
        *,
        heading: Block | None = None,
        selected: int = 0,
        gap_rows: int | None = None,
    ) -> None:
        """Show other things, or the same ones again after they have changed."""
        self.count = count
        self._block = block or self._block
        self._heading = heading or self._heading
        self._gap_rows = self._gap_rows if gap_rows is None else gap_rows
        self._items.clear()
        self._top = (min(self._top[0], max(0, count - 1)), 0)
        self.selected = selected

    # Moving.

    def validate_selected(self, index: int) -> int:
        """Keep the mark on a thing that is there."""
        return self._bounded(index)

    def watch_selected(self, before: int, now: int) -> None:
        """Bring the selected thing into sight and tell the page."""
        self._reveal()
        self.refresh()
        if before != now:
            self.post_message(self.Moved(self, now))

    def action_move(self, key: str) -> None:
        """Move by one thing."""
        self.step(1 if key == "down" else -1)

    def action_pages(self, key: str) -> None:
        """Move by a window."""
        self.page(1 if key == "pagedown" else -1)

    def action_ends(self, key: str) -> None:
        """Move to the first or the last thing."""
        self._select(0 if key == "home" else self.count - 1)

    def action_on(self) -> None:
        """Move on by a window."""
        self.page(1)

    def step(self, by: int) -> None:
        """Move the mark by so many things."""
        self._select(self.selected + by)

    def page(self, way: int) -> None:
        """Move the mark by about a window: 1 is on, -1 is back."""
        index, rows = self.selected, 0
        while 0 <= index + way < self.count:
            rows += self._item(index).height
            if rows >= self.size.height and index != self.selected:
                break
            index += way
        self._select(index)

    def action_open(self) -> None:
        """Say that the selected thing was opened."""
        if self.count:
            self.post_message(self.Opened(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked; open it if it was selected."""
        place = self._item_at(event.y)
        if place is None:
            return
        event.stop()
        if place[0] == self.selected:
            self.action_open()
        else:
            self._select(place[0])

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the mark."""
        event.stop()
        self.scroll_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the mark."""
        event.stop()
        self.scroll_rows(-WHEEL_ROWS)

    def scroll_rows(self, rows: int) -> None:
        """Scroll by so many rows, as far as there are things."""
        item, row = self._top
        row += rows
        while row < 0 and item > 0:
            item -= 1
            row += self._item(item).height
        while item < self.count - 1 and row >= self._item(item).height:
            row -= self._item(item).height
            item += 1
        self._top = min((item, max(0, row)), self._lowest_top())
        self.refresh()

    # Drawing.

    @override
    def render_lines(self, crop: Region) -> list[Strip]:
        self._remember_width()
        return super().render_lines(crop)

    @override
    def render_line(self, y: int) -> Strip:
        place = self._item_at(y)
        if place is None:
            return self.framed(y, Strip([]), mark=Strip([]), tint=None)
        index, row = place
        item = self._item(index)
        line, own = _line_at(item, row)
        if own < 0:
            # A heading begins further left, where the mark would be.
            head = self.strip_of(line)
            mark, text = head.crop(0, self.INDENT), head.crop(self.INDENT)
            return self.framed(y, text, mark=mark, tint=None)
        chosen = index == self.selected
        is_seen = chosen and (self._bold_away or self.has_focus)
        bold = is_seen and (own == 0 or self._bold_all)
        text = self.strip_of(line, bold=bold)
        here = chosen and own == 0 and self.has_focus
        style = ink_style(self.app, INK)
        mark = Strip([Segment(self.marks.here, style)] if here else [])
        tint = ground_style(self.app, SURFACE) if chosen and self._tint else None
        return self.framed(y, text, mark=mark, tint=tint)

    @override
    def scroll_span(self) -> tuple[int, int] | None:
        height = self.size.height
        if not self.count or height < 1:
            return None
        last = self._item_at(height - 1)
        end = self._lowest_top()
        if end == (0, 0):
            return None
        first, row = self._top
        before = (first + row / self._item(first).height) / self.count
        if self._top >= end:
            shown = 1 - before
        else:
            index, under = last or (self.count - 1, 0)
            done = index + (under + 1) / self._item(index).height
            shown = done / self.count - before
            shown = min(shown, 1 - before - 1 / (height * self.count))
        return thumb(before=before, shown=shown, height=height)

    def on_resize(self) -> None:
        """Keep the selected thing in sight at the new size."""
        self._remember_width()
        self._reveal()

    def on_focus(self) -> None:
        """Show the mark."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the mark away."""
        self.refresh()

    # Where things are. Only things near the window are ever asked for.

    def _bounded(self, index: int) -> int:
        return max(0, min(index, self.count - 1)) if self.count else -1

    def _select(self, index: int) -> None:
        if self.count:
            self.selected = index

    def _remember_width(self) -> None:
        if self._width != self.text_width:
            self._width = self.text_width
            self._items.clear()

    def _item(self, index: int) -> _Item:
        item = self._items.get(index)
        if item is None:
            heading = tuple(self._heading(index, self.text_width))
            lines = tuple(self._block(index, self.text_width)) or ((),)
            height = len(heading) + len(lines) + self._gap_rows
            item = self._items[index] = _Item(heading, lines, height)
        return item

    def _item_at(self, y: int) -> tuple[int, int] | None:
        """Return the thing drawn on this row of the window, and which of its rows."""
        index, row = self._top[0], self._top[1] + y
        while index < self.count:
            height = self._item(index).height
            if row < height:
                return index, row
            row -= height
            index += 1
        return None

    def _top_with(self, index: int, rows_below: int) -> tuple[int, int]:
        """Return the top that puts the end of a thing so far above the last row."""
        rows = self._item(index).height + rows_below
        while rows < self.size.height and index > 0:
            index -= 1
            rows += self._item(index).height
        return index, max(0, rows - self.size.height)

    def _lowest_top(self) -> tuple[int, int]:
        """Return the top that shows the last thing at the foot."""
        if not self.count:
            return 0, 0
        return self._top_with(self.count - 1, -self._gap_rows)

    def _reveal(self) -> None:
        """Move the window as little as brings the selected thing into sight."""
        if not self.count or not self.size.height:
            return
        chosen = self.selected
        if (chosen, 0) <= self._top:
            self._top = (chosen, 0)
        else:
            more = chosen < self.count - 1
            lowest = self._top_with(chosen, PEEK if more else -self._gap_rows)
            # A thing taller than the window shows its beginning.
            self._top = max(self._top, min(lowest, (chosen, 0)))
        self._top = min(self._top, self._lowest_top())


def _line_at(item: _Item, row: int) -> tuple[Line, int]:
    """Return the line on a row of a thing, and its number; -1 if not its own."""
    own = row - len(item.heading)
    if own < 0:
        return item.heading[row], -1
    if own < len(item.lines):
        return item.lines[own], own
    return (), -1
