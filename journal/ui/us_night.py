"""A bad night: three true moments, one after another, large, and nothing else."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.insights_returning import Returned
from journal.domain.marks import Line, Span, Tone
from journal.domain.wording import role_words
from journal.domain.wrapping import wrap
from journal.services import returning
from journal.services.session import Session
from journal.ui.asides import named, paragraph
from journal.ui.reader import Text
from journal.ui.working import OPENING, WorkingPage

NONE_LET = (
    "Nothing comes back here yet. A moment does once both of you have let it: k, where "
    "you read it."
)
LARGE = 48
"""Cells of a line: a terminal cannot make letters larger, so they have more room."""


class _Large(Text):
    """A text one goes on in, and from its end to the next.

    Args:
        on: called to go on from the end.
        moved: told that another part of the text is in sight.
    """

    def __init__(self, on: Callable[[], object], moved: Callable[[], object]) -> None:
        super().__init__()
        self._on, self._moved = on, moved

    @override
    def scroll_rows(self, rows: int) -> None:
        super().scroll_rows(rows)
        self._moved()

    @override
    def action_on(self) -> None:
        if self.is_at_end:
            self._on()
        else:
            super().action_on()


class NightPage(WorkingPage[tuple[Returned, ...] | None]):
    """Three that both have let come back; fewer where there are fewer."""

    BARE: ClassVar = True
    FOOTER: ClassVar = ("night.on", "page.back")
    ALSO: ClassVar = ("night.turn",)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._at = 0

    @override
    def inside(self) -> ComposeResult:
        yield _Large(self.action_on, self.draw_bars)

    @override
    def footer(self) -> tuple[str, ...]:
        is_more = self._at + 1 < len(self._three) or self._is_long
        return self.FOOTER if is_more else ("page.back",)

    @override
    def keys_shown(self) -> tuple[str, ...]:
        turn = ("night.turn",) if len(self._three) > 1 else ()
        return (*self.footer(), *turn)

    @override
    def read(self) -> tuple[Returned, ...] | None:
        if not self.session.is_complete:
            return None
        return returning.bad_night(self.session)

    @override
    def show(self) -> None:
        self._at = max(0, min(self._at, len(self._three) - 1))
        text = self.query_one(_Large)
        text.show(self._drawn, keep_place=True)
        text.focus()
        self.draw_bars()

    @property
    def _three(self) -> tuple[Returned, ...]:
        return self.seen or ()

    @property
    def _is_long(self) -> bool:
        return self.is_mounted and not self.query_one(_Large).is_at_end

    def action_on(self) -> None:
        """Go on to the next; after the last, stay."""
        self.action_turn("right")

    def action_turn(self, key: str) -> None:
        """Show the one after, or the one before."""
        at = self._at + (1 if key == "right" else -1)
        if 0 <= at < len(self._three):
            self._at = at
            self.query_one(_Large).show()
            self.draw_bars()

    def _drawn(self, width: int) -> Sequence[Line]:
        if self.seen is None:
            return [(Span(OPENING, Tone.MUTED),)]
        if not self.seen:
            return paragraph(NONE_LET, width)
        side = self.seen[self._at].side
        author = next(one for one in self.session.people if one.id == side.author)
        role = role_words(side.role, first_person=False)
        said = (Span(f"  {role}", Tone.MUTED),) if role else ()
        lines: list[Line] = [named(author, self.session.people, *said), (), ()]
        for words in wrap(side.entry.words, min(width, LARGE), cell_len):
            lines += [(Span(words, Tone.BOLD),), ()]
        return lines[:-1]
