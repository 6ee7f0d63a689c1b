"""A little more: one thing at a time about a page, each of which can be skipped."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.timer import Timer

from journal.errors import NotPossible
from journal.services.about import About
from journal.ui.arc_choices import (
    Asked,
    OneLine,
    OneOf,
    Several,
    Told,
    ask_day,
    steps_of,
)
from journal.ui.arc_pages import OneLinePage, OneOfPage, SeveralPage

if TYPE_CHECKING:
    from journal.ui.page import Page


HOW = "Esc skips one thing. Twice at once ends it, and what was said is kept."


class Arc:
    """Asks about one page, until all is asked or it is enough.

    What is said is told at once, each time, so that it is kept wherever one leaves.

    Args:
        page: the page it is asked from.
        told: what is known of what was written.
        say: told what is said, whenever that changes.
        done: called when all was asked; not where someone said that it is enough.
    """

    PAUSE: ClassVar = 0.5
    """Seconds in which a second Esc is taken for the end, and not for a skip."""

    def __init__(
        self,
        page: "Page",
        told: Told,
        *,
        say: Callable[[About], object],
        done: Callable[[], object],
    ) -> None:
        self._page, self._told = page, told
        self._say, self._done = say, done
        self._steps = iter(steps_of(told))
        self._hints: tuple[str, ...] = (HOW,)
        self._pause: Timer | None = None

    def begin(self) -> None:
        """Ask the first thing."""
        self._go_on()

    def ask_day(self) -> None:
        """Ask for the day only."""
        self._steps, self._hints = iter((ask_day,)), ()
        self._go_on()

    def _go_on(self) -> None:
        for step in self._steps:
            asked = step(self._told)
            if asked is not None:
                notes = (*asked.notes, *self._hints)
                self._hints = ()
                page = self._page_of(replace(asked, notes=notes))
                self._page.host.open_page(page)
                return
        self._done()

    def _page_of(self, asked: Asked) -> "Page":
        trail = self._page.trail
        match asked:
            case OneOf():
                return OneOfPage(
                    asked,
                    self._answered,
                    skipped=self._skip,
                    enough=self._end,
                    trail=trail,
                )
            case Several():
                return SeveralPage(
                    asked,
                    self._tell,
                    gone_on=self._go_on,
                    skipped=self._skip,
                    enough=self._end,
                    trail=trail,
                )
            case OneLine():
                return OneLinePage(
                    asked,
                    self._answered,
                    skipped=self._skip,
                    kept=lambda typed: self._keep(asked, typed),
                    trail=trail,
                )

    def _answered(self, about: About) -> None:
        self._tell(about)
        self._go_on()

    def _tell(self, about: About) -> None:
        self._told = replace(self._told, about=about)
        self._say(about)

    def _keep(self, asked: OneLine, typed: str) -> None:
        # Nobody can be asked any more about a line that will not do.
        with suppress(NotPossible):
            self._tell(asked.say(typed))

    def _skip(self) -> None:
        if self._pause is None:
            self._pause = self._page.set_timer(self.PAUSE, self._pause_is_over)
            self._go_on()

    def _pause_is_over(self) -> None:
        self._pause = None

    def _end(self) -> None:
        """Ask nothing more; all that was said is told already."""
