"""A text in which one moves by words, marks some of them, and sees what was struck."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from typing_extensions import override

from journal.domain.stretches import Stretch
from journal.domain.wrapping import wrap
from journal.ui.asides import MEASURE
from journal.ui.column import Column, thumb
from journal.ui.keymap import bindings
from journal.ui.theme import INK, MUTED, RULE, ground_style, ink_style

LABELS: Mapping[str, str] = {
    "title": "title",
    "words": "words",
    "changed": "put in their place later",
    "asked": "asked",
    "guess": "a guess",
    "keep": "worth keeping",
    "afterwards": "afterwards",
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a row: a stretch by its number, and where it begins."""

    number: int
    at: int
    text: str = field(repr=False)
    lead: str = ""
    trail: str = ""


_Row = list[_Piece] | str
"""Pieces, or a label of ours."""


class StrikeText(Column):
    """The stretches of some texts; the one the mark is at is shown as a cursor is."""

    BINDINGS: ClassVar = bindings("list.move", "list.pages", "list.ends", "strike.word")

    class Moved(Message):
        """The mark has moved to another stretch."""

    def __init__(self) -> None:
        super().__init__()
        self._stretches: Sequence[Stretch] = ()
        self._rows: list[_Row] = []
        self._width = 0
        self._top = self._here = 0
        self.at = 0
        self.marked: int | None = None

    def show(self, stretches: Sequence[Stretch], *, at: int) -> None:
        """Show other stretches, with the mark at one of them."""
        self._stretches = stretches
        self._width, self.marked = 0, None
        self.at = max(0, min(at, len(stretches) - 1))
        self._reveal()

    @property
    def chosen(self) -> tuple[int, int]:
        """The first and the last stretch that are marked; both are of one text."""
        marked = self.at if self.marked is None else self.marked
        if not self._stretches or self._name_of(marked) != self._name_of(self.at):
            return self.at, self.at
        return min(marked, self.at), max(marked, self.at)

    def _name_of(self, number: int) -> str:
        return self._stretches[number].name

    # Moving.

    def action_word(self, key: str) -> None:
        """Move by a word."""
        self._go(self.at + (1 if key == "right" else -1))

    def action_move(self, key: str) -> None:
        """Move to the nearest word of the next row with words, or of the one before."""
        self._go_rows(1 if key == "down" else -1, 1)

    def action_pages(self, key: str) -> None:
        """Move by about a window."""
        self._go_rows(1 if key == "pagedown" else -1, max(1, self.size.height - 2))

    def action_ends(self, key: str) -> None:
        """Move to the first or the last word."""
        self._go(0 if key == "home" else len(self._stretches) - 1)

    def _go(self, at: int) -> None:
        if self._stretches:
            self.at = max(0, min(at, len(self._stretches) - 1))
            self._reveal()
            self.post_message(self.Moved())

    def _go_rows(self, way: int, rows: int) -> None:
        here = self._row_of(self.at)
        found = here
        at = here + way
        while 0 <= at < len(self._made) and abs(found - here) < rows:
            if not isinstance(self._made[at], str) and self._made[at]:
                found = at
            at += way
        row = self._made[found] if self._made else ""
        if isinstance(row, str) or found == here:
            return
        column = self._column
        self._go(min(row, key=lambda one: abs(one.at - column)).number)

    @property
    def _column(self) -> int:
        row = self._made[self._row_of(self.at)]
        pieces = () if isinstance(row, str) else row
        return next((one.at for one in pieces if one.number == self.at), 0)

    # Drawing.

    @override
    def render_line(self, y: int) -> Strip:
        at = self._top + y
        row = self._made[at] if at < len(self._made) else ""
        here = at == self._here and bool(self._stretches)
        mark = Strip(
            [Segment(self.marks.here, ink_style(self.app, INK))] if here else []
        )
        return self.framed(y, Strip(self._drawn(row)), mark=mark, tint=None)

    @override
    def scroll_span(self) -> tuple[int, int] | None:
        count, height = len(self._made), self.size.height
        if count <= height or height < 1:
            return None
        return thumb(before=self._top / count, shown=height / count, height=height)

    def on_resize(self) -> None:
        """Keep the mark in sight at the new size."""
        self._reveal()

    def _drawn(self, row: _Row) -> list[Segment]:
        if isinstance(row, str):
            return [Segment(row, ink_style(self.app, MUTED))]
        ink, drawn, end = ink_style(self.app, INK), list[Segment](), 0
        first, last = self.chosen
        for piece in row:
            inside = self.marked is not None and first < piece.number <= last
            gap = " " * (piece.at - end)
            drawn.append(Segment(gap, self._marked if inside else ink))
            around = self._marked if first <= piece.number <= last else ink
            around = around if self.marked is not None else ink
            drawn += [
                Segment(piece.lead, around),
                Segment(piece.text, self._style_of(piece.number, around)),
                Segment(piece.trail, around),
            ]
            end = piece.at + cell_len(piece.lead + piece.text + piece.trail)
        return drawn

    def _style_of(self, number: int, around: Style) -> Style:
        muted = ink_style(self.app, MUTED)
        style = around + muted if self._stretches[number].is_cut else around
        is_here = number == self.at and self.has_focus
        return style + Style(reverse=True) if is_here else style

    @property
    def _marked(self) -> Style:
        ink = ink_style(self.app, INK, bold=True)
        return ink + ground_style(self.app, RULE)

    @property
    def _made(self) -> list[_Row]:
        width = min(MEASURE, self.text_width)
        if self._width != width:
            self._width = width
            self._rows = list(_rows(self._stretches, width))
        return self._rows

    def _row_of(self, number: int) -> int:
        for at, row in enumerate(self._made):
            if not isinstance(row, str) and any(one.number == number for one in row):
                return at
        return 0

    def _reveal(self) -> None:
        height, row = max(1, self.size.height), self._row_of(self.at)
        self._here = row
        # What stands above the first word is shown with it.
        before = next(
            (at for at in range(row, -1, -1) if at == 0 or self._made[at - 1] == []),
            row,
        )
        first = before if row - before <= 2 and row < before + height else row  # noqa: PLR2004 - a label and a blank
        self._top = min(self._top, first)
        self._top = max(self._top, row - height + 1)
        self._top = max(0, min(self._top, len(self._made) - height))
        self.refresh()


def _rows(stretches: Sequence[Stretch], width: int) -> Iterator[_Row]:
    is_labelled = len({one.name for one in stretches}) > 1
    row: list[_Piece] = []
    end, name = 0, ""
    for number, one in enumerate(stretches):
        if one.name != name:
            if name:
                yield row
                yield []
            if is_labelled:
                yield LABELS.get(one.name, one.name)
            row, end, name = [], 0, one.name
        elif "\n" in one.before:
            yield row
            row, end = [], 0
            if one.before.count("\n") > 1:
                yield []
        gap = 1 if one.before and row else 0
        long = cell_len(one.lead + one.text + one.trail)
        if row and end + gap + long > width:
            yield row
            row, end, gap = [], 0, 0
        if long > width:
            *full, last = wrap(one.lead + one.text + one.trail, width, cell_len)
            for text in full:
                yield [_Piece(number, 0, text)]
            row, end = [_Piece(number, 0, last)], cell_len(last)
            continue
        row.append(_Piece(number, end + gap, one.text, one.lead, one.trail))
        end += gap + long
    yield row
