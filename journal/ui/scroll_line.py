"""The thin line in place of Textual's scroll bar, for what it scrolls itself."""

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender
from typing_extensions import override

from journal.domain.marks import GLYPHS

_DEFAULT = Color.parse("default")


class ScrollLine(ScrollBarRender):
    """Draws `│` beside the part that is shown, and nothing else: no track."""

    @classmethod
    @override
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = _DEFAULT,
        bar_color: Color = _DEFAULT,
    ) -> Segments:
        back = Style(bgcolor=back_color)
        blank = " " * thickness
        if not vertical or not window_size or virtual_size <= window_size:
            return Segments([Segment(blank, back)] * size, new_lines=True)
        length = max(1, round(size * window_size / virtual_size))
        start = round((size - length) * position / (virtual_size - window_size))
        grab = Style(color=bar_color, meta={"@mouse.down": "grab"})
        above = Segment(blank, back + Style(meta={"@mouse.down": "scroll_up"}))
        below = Segment(blank, back + Style(meta={"@mouse.down": "scroll_down"}))
        shown = Segment(GLYPHS.bar.ljust(thickness), back + grab)
        rest = size - start - length
        rows = [*[above] * start, *[shown] * length, *[below] * rest]
        return Segments(rows, new_lines=True)
