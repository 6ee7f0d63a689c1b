"""What else Us shows than the moments: over time, what helps, what came of them.

All of it is drawn by `journal.domain`, and says nothing of who gave more.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum, unique

from rich.cells import cell_len
from typing_extensions import override

from journal.domain.drawing_over_time import months_shown, over_time_block
from journal.domain.drawing_returning import (
    came_next_block,
    coming_back_block,
    then_and_now_block,
)
from journal.domain.drawing_what_helps import what_helps_block
from journal.domain.marks import Line
from journal.domain.shared_view import SharedView
from journal.ui.asides import paragraph
from journal.ui.bars import Piece, muted_pieces
from journal.ui.column import MARGIN
from journal.ui.lines import Lines
from journal.ui.reader import Drawn, Text
from journal.ui.theme import INK, ink_style
from journal.ui.working import ViewsBar

NOTHING_CAME_BACK = (
    "Nothing here yet. When one of you writes that a page comes back to an earlier "
    "moment, the two stand here together."
)
NOTHING_CAME_NEXT = (
    "Nothing here yet. What each of you says you went on to, after a moment, stands "
    "here in your own words."
)
# The name of the view stands above it already.
_UNDER_THE_NAME = 2
# Left free at the right of the bar.
_PAD = 3


@unique
class View(StrEnum):
    """The views of Us, in their order."""

    MOMENTS = "moments"
    OVER_TIME = "over time"
    WHAT_HELPS = "what helps"
    COMING_BACK = "coming back together"
    CAME_NEXT = "what came next"

    def beside(self, way: int) -> "View":
        """Return the view so many to the right; after the last comes the first."""
        views = list(View)
        return views[(views.index(self) + way) % len(views)]


class UsBar(ViewsBar):
    """The names of the views; in a narrow window the current one and its number."""

    def show_name(self, current: View, right: str, *, narrow: bool) -> None:
        """Show which view it is, and words at the right where they have room."""
        if not narrow:
            self.say(list(View), current, right)
            return
        views = list(View)
        name = [
            *muted_pieces(self, "‹ "),  # noqa: RUF001 - a mark of turning
            Piece(current.value, ink_style(self.app, INK, bold=True)),
            *muted_pieces(self, " ›"),  # noqa: RUF001 - as above
        ]
        number = f"{views.index(current) + 1} of {len(views)}"
        self.show([name, muted_pieces(self, number)], [])

    def has_room(self, right: str, *, narrow: bool) -> bool:
        """Whether words have room at the right of the names."""
        names = "   ".join([*View, right])
        return not narrow and cell_len(names) <= self.size.width - _PAD


class UsText(Text):
    """A view that is read by scrolling.

    Over time, `turn` is told of the keys that elsewhere scroll by a window: there
    they move the months.
    """

    def __init__(self, turn: Callable[[str], bool], *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._turn = turn

    @override
    def action_pages(self, key: str) -> None:
        if not self._turn(key):
            super().action_pages(key)

    @override
    def action_on(self) -> None:
        super().action_pages("pagedown")


class Repairs(Lines):
    """Each repair by its two titles, the newest first."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(gap_rows=1, tint=True, id=id)
        self.view: SharedView | None = None

    def show_view(self, view: SharedView) -> None:
        """Show the repairs of a view."""
        self.view = view
        at = max(0, self.selected)
        self.show(len(view.coming_back), self._drawn, selected=at)

    def _drawn(self, index: int, width: int) -> Sequence[Line]:
        if self.view is None:
            return ()
        one = replace(self.view, coming_back=(self.view.coming_back[index],))
        drawn = coming_back_block(one, width=width, measure=cell_len, marks=self.marks)
        return drawn[_UNDER_THE_NAME:]


def drawn(text: Text, shown: View, view: SharedView, *, narrow: bool) -> Drawn:
    """Return what draws what helps, or what came next."""

    def helps(width: int) -> Sequence[Line]:
        return what_helps_block(
            view, width=width, measure=cell_len, marks=text.marks, narrow=narrow
        )

    def came_next(width: int) -> Sequence[Line]:
        next_things = came_next_block(
            view, width=width, measure=cell_len, marks=text.marks
        )[_UNDER_THE_NAME:]
        then = then_and_now_block(
            view, width=width, measure=cell_len, marks=text.marks, narrow=narrow
        )
        if next_things and then:
            return [*next_things, (), (), *then]
        return next_things or then or paragraph(NOTHING_CAME_NEXT, width)

    return helps if shown is View.WHAT_HELPS else came_next


class Months:
    """The months that over time shows in a text.

    They are as wide as the header: beside dots no margin is needed.
    """

    def __init__(self) -> None:
        self.back = 0

    def shown(self, text: Text, view: SharedView, *, narrow: bool) -> frozenset[date]:
        """Return the months in sight, by their first days."""
        if view.over_time is None:
            return frozenset()
        many = self._many(text, narrow=narrow)
        return frozenset(view.over_time.window(many, back=self.back))

    def drawn(self, text: Text, view: SharedView, *, narrow: bool) -> Drawn:
        """Return what draws them."""

        def over_time(width: int) -> Sequence[Line]:
            return over_time_block(
                view,
                width=width + MARGIN,
                measure=cell_len,
                marks=text.marks,
                narrow=narrow,
                back=self.back,
            )

        return over_time

    def turn(self, key: str, text: Text, view: SharedView, *, narrow: bool) -> None:
        """Move by a month, as far as there are months."""
        if view.over_time is not None:
            most = view.over_time.span - self._many(text, narrow=narrow)
            back = self.back + (1 if key == "pageup" else -1)
            self.back = max(0, min(back, most))

    def _many(self, text: Text, *, narrow: bool) -> int:
        return months_shown(text.text_width + MARGIN, narrow=narrow)


def has_over_time(view: SharedView) -> bool:
    """Whether there is anything to say over time."""
    return bool(view.over_time or view.turns or view.of_late or view.haven_and_base)
