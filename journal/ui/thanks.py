"""It helped: the thanks of the one who received, in words, and never counted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from journal.domain.bonds import Thanks
from journal.services import bonds, sharing
from journal.services.whole import Whole
from journal.ui.choice import Answer, choice_of
from journal.ui.offering import LEAVE_IT
from journal.ui.working import WorkingPage

SOMETHING_ELSE = "I needed something else"
TAKE_AWAY = "take it away"
READ_BY = "{partner} reads it under {partner}'s side. It can be taken away again."
OF_YOUR_OWN = (
    "To have needed something else is a page of your own: private, and no reply."
)
SAID = "It stands with this moment, where both of you read it."
TAKEN_AWAY = "Taken away."


def ask_thanks(
    page: WorkingPage[Any], told: Whole, say: Callable[[str], object]
) -> None:
    """Ask what to say of what the partner gave.

    Args:
        page: the page it is asked from, on which what follows is done.
        told: the moment, in which there is something to be thankful for.
        say: told afterwards what was done, unless nothing was.
    """
    answers = _answers(page, told, say)
    notes = (READ_BY.format(partner=page.partners_name), OF_YOUR_OWN)
    choice = choice_of(told.moment.title, answers, notes=notes, trail=page.trail)
    page.host.open_page(choice)


def _answers(
    page: WorkingPage[Any], told: Whole, say: Callable[[str], object]
) -> list[Answer]:
    def thank(words: Thanks | None) -> None:
        entry = told.thankful_for
        if entry is not None:
            toil = partial(bonds.thank, page.session, entry, words)
            said = SAID if words else TAKEN_AWAY
            page.work(toil, lambda came: say(came.said_after(said)))

    def begin_own_page() -> None:
        begin = sharing.needed_something_else
        page.work(partial(begin, page.session, told.moment.id), page.write)

    said = told.thanks
    answers: list[Answer] = [(LEAVE_IT, lambda: None)] if said else []
    answers += [(one.value, partial(thank, one)) for one in Thanks if one is not said]
    answers += [(TAKE_AWAY, partial(thank, None))] if said else []
    return [*answers, (SOMETHING_ELSE, begin_own_page)]
