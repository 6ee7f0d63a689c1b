"""The header and the footer: one line each, drawn cell by cell, and clickable."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from journal.domain.marks import Line
from journal.ui.keymap import KEYS, Entry, key_words
from journal.ui.theme import INK, MUTED, ink_style, tone_style

_GAP = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in one style, and the key that a click on them presses."""

    words: str
    style: Style
    press: str | None = None


class Bar(Widget, can_focus=False):
    """One line with a left and a right part; pieces that do not fit are left out.

    The right part keeps its place. Of the left part the first piece stays and
    the last ones go, or, where the last is kept, those before it. Words are drawn
    as they are and never read as markup.
    """

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; background: $paper; color: $ink; }"

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._left: list[list[Piece]] = []
        self._right: list[list[Piece]] = []
        self._keeps_last = False
        self._places: list[tuple[int, int, str]] = []

    def show(
        self,
        left: list[list[Piece]],
        right: list[list[Piece]],
        *,
        keeps_last: bool = False,
    ) -> None:
        """Draw these groups of pieces, with three cells between two groups."""
        self._left, self._right, self._keeps_last = left, right, keeps_last
        self.refresh()

    @override
    def render_line(self, y: int) -> Strip:
        width = self.size.width
        right = _fitting(self._right, width)
        right_width = _width(right)
        room = width - right_width - (_GAP if right else 0)
        left = _fitting(self._left, room, keeps_last=self._keeps_last)
        self._places.clear()
        # What is too long for the room there is gives way to what stands at the right.
        drawn = self._drawn(left, 0, room)
        blank = width - right_width - sum(cell_len(part.text) for part in drawn)
        drawn.append(Segment(" " * max(0, blank)))
        drawn += self._drawn(right, width - right_width, width)
        return Strip(drawn).adjust_cell_length(width).apply_style(self.rich_style)

    def _drawn(
        self, groups: Sequence[list[Piece]], start: int, width: int
    ) -> list[Segment]:
        drawn: list[Segment] = []
        at = start
        for number, group in enumerate(groups):
            if number:
                drawn.append(Segment(" " * _GAP))
                at += _GAP
            for piece in group:
                words = _cut(piece.words, width - at)
                drawn.append(Segment(words, piece.style))
                if piece.press:
                    self._places.append((at, at + cell_len(words), piece.press))
                at += cell_len(words)
        return drawn

    def on_click(self, event: events.Click) -> None:
        """Press the key of what was clicked, as if it had been pressed."""
        for start, end, press in self._places:
            if start <= event.x < end:
                event.stop()
                self.app.simulate_key(press)
                return


def key_pieces(bar: Widget, entry: Entry, *, typing: bool = True) -> list[Piece]:
    """Return an entry of the keymap as a footer shows it.

    Where nothing is typed, the keys of the screen are shown as `?`, not `F2`.
    """
    press, shown = entry.key, entry.shown
    if entry is KEYS and not typing:
        press = entry.meaning.keys[1]
        shown = key_words(press)
    return [
        Piece(shown, ink_style(bar.app, INK, bold=True), press),
        Piece(f" {entry.label}", ink_style(bar.app, MUTED), press),
    ]


def place_pieces(bar: Widget, entry: Entry, *, current: bool) -> list[Piece]:
    """Return a place as the header shows it, the letter of its key underlined."""
    if current:
        return [Piece(entry.label, ink_style(bar.app, INK, bold=True))]
    muted = ink_style(bar.app, MUTED)
    first, rest = entry.label[0], entry.label[1:]
    return [
        Piece(first, muted + Style(underline=True), entry.key),
        Piece(rest, muted, entry.key),
    ]


def line_pieces(bar: Widget, line: Line) -> list[Piece]:
    """Return a drawn line as pieces."""
    return [Piece(span.text, tone_style(bar.app, span.tone)) for span in line]


def muted_pieces(bar: Widget, words: str) -> list[Piece]:
    """Return words in the quieter tone."""
    return [Piece(words, ink_style(bar.app, MUTED))]


def _width(groups: Sequence[list[Piece]]) -> int:
    words = sum(cell_len(piece.words) for group in groups for piece in group)
    return words + _GAP * max(0, len(groups) - 1)


def _fitting(
    groups: list[list[Piece]], width: int, *, keeps_last: bool = False
) -> list[list[Piece]]:
    """Leave out groups from the end until the rest fits; the first stays."""
    kept = list(groups)
    while len(kept) > 1 and _width(kept) > width:
        kept.pop(-2 if keeps_last and len(kept) > 2 else -1)  # noqa: PLR2004 - the two
    return kept


def _cut(words: str, width: int) -> str:
    if cell_len(words) <= width:
        return words
    return set_cell_size(words, width - 1) + "…" if width > 1 else ""
