"""How it was after: five words for oneself, and five for the two. Never a number."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from journal.domain.entries import Okay
from journal.domain.marks import Line
from journal.ui.choice import ChoicePage

if TYPE_CHECKING:
    from journal.ui.page import Host

WORDS = ("not okay", "shaky", "in between", "mostly okay", "okay")
ABOUT_ME = "And how were you, after?"
ABOUT_US = "And the two of you?"
UNSAID = "leave it unsaid"
ONLY_YOU = "Nobody but you is shown this, even where the page is offered."


def ask_okay(
    host: "Host",
    before: Okay | None,
    done: Callable[[Okay | None], object],
    *,
    trail: Line = (),
) -> None:
    """Ask for each, skippable; `done` gets what is said then, None for nothing."""
    known = before or Okay()

    def us(me: int | None) -> None:
        def both(we: int | None) -> None:
            done(None if me is None and we is None else Okay(me, we))

        _ask(host, ABOUT_US, known.we, both, trail=trail)

    _ask(host, ABOUT_ME, known.i, us, trail=trail)


def _ask(
    host: "Host",
    title: str,
    before: int | None,
    done: Callable[[int | None], object],
    *,
    trail: Line,
) -> None:
    page = ChoicePage(
        title,
        (UNSAID, *WORDS),
        lambda choice: done(choice or None),
        notes=(ONLY_YOU,),
        trail=trail,
        skipped=lambda: done(before),
    )
    host.open_page(page)
